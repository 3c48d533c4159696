// Where the suites' cases are: beside the scenarios, wherever the command was
// installed or built.
#pragma once

#include <filesystem>

namespace chefs::cli {

// Throws EnvironmentError that tells where it looked.
std::filesystem::path decryptor_suite_folder();
std::filesystem::path consumer_suite_folder();

}  // namespace chefs::cli
