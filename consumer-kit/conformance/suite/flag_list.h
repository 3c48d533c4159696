// What the flags of cases and vectors mean, in Wycheproof's habit: what was
// done, what it leads to, where to read on.
// Source: scenarios/decryptor/flags.json.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace chefs::conformance {

struct Flag {
  std::string name;
  std::string what;
  std::string effect;
  std::vector<std::string> links;
};

// In the file's order. Throws EnvironmentError with file and pointer if the
// file is not as it should be.
std::vector<Flag> load_flags(const std::filesystem::path& file);

}  // namespace chefs::conformance
