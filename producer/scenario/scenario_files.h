// Where scenarios are: the one that was named, or asked for by its path. The
// folder is found at run time, so that the command can be moved.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace chefs::producer {

// Overrides where the toolkit's data is looked for.
inline constexpr const char* kDataVariable = "CHEFS_MOCK_DATA";

// The folder that holds `scenarios/` and `fixtures/`:
//   1. CHEFS_MOCK_DATA, if it is set (`override_folder`);
//   2. <folder of the executable>/../share/chefs-mock, as installed;
//   3. the nearest parent of the executable that holds `scenarios/`, as built.
// Throws EnvironmentError that tells where it looked.
std::filesystem::path find_data_folder(
    const std::filesystem::path& executable,
    const std::filesystem::path& override_folder);

// This process's executable and CHEFS_MOCK_DATA.
std::filesystem::path find_data_folder();

// The text lists the names that there are.
class ScenarioNotFound : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A path (it has a slash or ends in .json), or the name of a file in
// `scenarios/`. Throws ScenarioNotFound.
std::filesystem::path find_scenario(const std::string& name_or_path);
std::filesystem::path find_scenario(const std::string& name_or_path,
                                    const std::filesystem::path& data_folder);

// In alphabetical order.
std::vector<std::string> scenario_names(
    const std::filesystem::path& data_folder);

}  // namespace chefs::producer
