// Loads the consumer suite: the cases under scenarios/consumer/, with what
// their flags and mutants mean. Not the runner that plays them, and not the
// judge.
//
//   ConsumerCatalogue catalogue = load_consumer_catalogue(folder);
//   for (const ConsumerCase& c : catalogue.cases) c.info.id;
#pragma once

#include <filesystem>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/case_info_reader.h"

namespace chefs::conformance {

struct ConsumerCatalogue {
  std::vector<CaseGroup> groups;
  std::vector<ConsumerCase> cases;
  std::vector<Flag> flags;
  MutantList mutants;
};

// Reads index.json and what it names, flags.json and mutants.json. Throws
// EnvironmentError, with file and pointer, if a file is not as it should be, or
// if names do not fit one another.
ConsumerCatalogue load_consumer_catalogue(const std::filesystem::path& folder);

}  // namespace chefs::conformance
