// A suite's catalogue as the pages about it see it: the same for decryptors and
// consumers. Knows nothing of how a case is tried.
#pragma once

#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"
#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

struct IndexedCheck {
  std::string name;
  // For machines: "accept", or a rule's name.
  std::string expected;
  // For people: "accept", or what the rule asks.
  std::string words;
};

struct IndexedCase {
  CaseInfo info;
  std::vector<IndexedCheck> checks;
};

struct CaseIndex {
  // "decryptor", "consumer".
  std::string suite;
  // What a check's `expected` is called in JSON.
  std::string expected_key;
  std::vector<CaseGroup> groups;
  std::vector<IndexedCase> cases;
  std::vector<Flag> flags;
  MutantList mutants;
};

CaseIndex index_of(const DecryptorCatalogue& catalogue);
CaseIndex index_of(const ConsumerCatalogue& catalogue);

}  // namespace chefs::conformance
