#include "cli/conform/suite_data.h"

#include "producer/scenario/scenario_files.h"

namespace chefs::cli {

std::filesystem::path decryptor_suite_folder() {
  return producer::find_data_folder() / "scenarios" / "decryptor";
}

std::filesystem::path consumer_suite_folder() {
  return producer::find_data_folder() / "scenarios" / "consumer";
}

}  // namespace chefs::cli
