#include "cli/lookup.h"

#include <fmt/format.h>

#include "base/environment_error.h"
#include "cli/usage_error.h"
#include "producer/scenario/scenario_error.h"
#include "producer/scenario/scenario_files.h"
#include "producer/scenario/scenario_reader.h"
#include "producer/server/local_stream.h"

namespace chefs::cli {

producer::Scenario load_scenario(const std::string& name_or_path) {
  try {
    return producer::read_scenario_file(producer::find_scenario(name_or_path));
  } catch (const producer::ScenarioNotFound& error) {
    throw UsageError(error.what());
  } catch (const producer::ScenarioError& error) {
    throw UsageError(error.what());
  }
}

std::filesystem::path find_running_stream() {
  const auto files = producer::running_local_streams({});
  if (files.size() == 1) return files.front();
  if (files.empty()) {
    throw base::EnvironmentError(
        "no chefs-mock up is running here; start one, or give --server");
  }
  std::string names;
  for (const std::filesystem::path& file : files)
    names += "\n  " + file.string();
  throw UsageError(
      fmt::format("{} chefs-mock up are running; say which by --env-file:{}",
                  files.size(), names));
}

}  // namespace chefs::cli
