// A suite's catalogue as the pages about it see it: the same for decryptors and
// consumers. Knows nothing of how a case is tried.
#pragma once

#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"
#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

struct BookCheck {
  std::string name;
  // For machines: "accept", or a rule's name.
  std::string asked;
  // For people: "accept", or what the rule asks.
  std::string words;
};

struct BookCase {
  CaseInfo info;
  std::vector<BookCheck> checks;
};

struct CaseBook {
  // "decryptor", "consumer".
  std::string suite;
  // What a check's `asked` is called in JSON.
  std::string asked_key;
  std::vector<CaseGroup> groups;
  std::vector<BookCase> cases;
  std::vector<Flag> flags;
  MutantList mutants;
};

CaseBook book_of(const DecryptorCatalogue& catalogue);
CaseBook book_of(const ConsumerCatalogue& catalogue);

}  // namespace chefs::conformance
