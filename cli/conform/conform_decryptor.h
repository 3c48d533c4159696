// `chefs-mock conform decryptor`, and what other verbs share with it.
#pragma once

#include <filesystem>

#include "cli/cli11.h"
#include "cli/conform/conform.h"
#include "consumer-kit/conformance/decryptor/decryptor_run.h"
#include "consumer-kit/conformance/decryptor/decryptor_suite.h"

namespace chefs::cli {

void add_conform_decryptor(CLI::App& conform, Chosen& chosen);

// The run of these cases, which must outlive it, as the suite.
SuiteRun decryptor_suite_run(
    const conformance::SelectedCases<conformance::DecryptorCase>& selected,
    const conformance::DecryptorSuite& suite,
    conformance::DecryptorRunOptions options);

// Where the cases are: beside the scenarios, wherever the command was installed
// or built. Throws EnvironmentError that tells where it looked.
std::filesystem::path decryptor_suite_folder();

}  // namespace chefs::cli
