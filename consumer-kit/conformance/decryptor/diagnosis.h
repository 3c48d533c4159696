// From the pattern of a run's answers to the mistakes that explain them. Pure.
// The table of mistakes is data: known_mistakes.h.
#pragma once

#include <vector>

#include "consumer-kit/conformance/decryptor/known_mistakes.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// The mistakes whose signs are all there, those with more signs first. A sign
// that the run did not ask is not there, and one of them must differ from a
// right answer. If none of them explains the failed cases, first the pair that
// explains them best: of each, signs are there that the other does not give,
// and what is missing the other has spoilt.
std::vector<Diagnosis> diagnose(const std::vector<KnownMistake>& mistakes,
                                const std::vector<CaseResult>& cases);

// Of a program that makes both.
Diagnosis both_of(const KnownMistake& one, const KnownMistake& other,
                  std::size_t answers);

}  // namespace chefs::conformance
