#include "producer/scenario/scenario_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/environment_error.h"

namespace chefs::producer {
namespace {

namespace fs = std::filesystem;
using base::EnvironmentError;

bool holds_scenarios(const fs::path& folder) {
  return fs::is_directory(folder / "scenarios");
}

bool is_path(const std::string& name_or_path) {
  return name_or_path.find('/') != std::string::npos ||
         name_or_path.ends_with(".json");
}

}  // namespace

fs::path find_data_folder(const fs::path& executable,
                          const fs::path& override_folder) {
  if (!override_folder.empty()) {
    if (holds_scenarios(override_folder)) return override_folder;
    throw EnvironmentError(
        fmt::format("no folder scenarios in {}, which {} names",
                    override_folder.string(), kDataVariable));
  }
  const fs::path home = executable.parent_path();
  const fs::path installed = home.parent_path() / "share" / "chefs-mock";
  if (holds_scenarios(installed)) return installed;
  for (fs::path at = home; at != at.root_path(); at = at.parent_path()) {
    if (holds_scenarios(at)) return at;
  }
  throw EnvironmentError(fmt::format(
      "no folder scenarios in {} or above {}; set {} to the folder that has it",
      installed.string(), home.string(), kDataVariable));
}

fs::path find_data_folder() {
  const char* override_folder = std::getenv(kDataVariable);
  return find_data_folder(fs::read_symlink("/proc/self/exe"),
                          override_folder == nullptr ? "" : override_folder);
}

std::vector<std::string> scenario_names(const fs::path& data_folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(data_folder / "scenarios")) {
    const fs::path& file = entry.path();
    if (file.extension() != ".json" || file.stem().extension() == ".schema") {
      continue;
    }
    names.push_back(file.stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path find_scenario(const std::string& name_or_path,
                       const fs::path& data_folder) {
  const fs::path file = data_folder / "scenarios" / (name_or_path + ".json");
  if (fs::exists(file)) return file;
  throw ScenarioNotFound(fmt::format(
      "no scenario is called \"{}\" in {}; there are: {}. A scenario of your "
      "own is given by its path.",
      name_or_path, (data_folder / "scenarios").string(),
      fmt::join(scenario_names(data_folder), ", ")));
}

fs::path find_scenario(const std::string& name_or_path) {
  if (!is_path(name_or_path)) {
    return find_scenario(name_or_path, find_data_folder());
  }
  if (fs::is_regular_file(name_or_path)) return name_or_path;
  throw ScenarioNotFound(
      fmt::format("no scenario file {} is there", name_or_path));
}

}  // namespace chefs::producer
