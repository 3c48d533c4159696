#include "cli/publish/scenario_loading.h"

#include "cli/usage_error.h"
#include "producer/scenario/scenario_error.h"
#include "producer/scenario/scenario_files.h"
#include "producer/scenario/scenario_reader.h"

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

}  // namespace chefs::cli
