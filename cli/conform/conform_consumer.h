// `chefs-mock conform consumer`, and what other verbs share with it.
#pragma once

#include <filesystem>
#include <string>

#include "cli/cli11.h"
#include "cli/conform/conform.h"
#include "consumer-kit/conformance/consumer/consumer_run.h"

namespace chefs::cli {

void add_conform_consumer(CLI::App& conform, Chosen& chosen);

// The run of these cases, which must outlive it. Throws EnvironmentError if it
// would open more files than it may.
SuiteRun consumer_suite_run(
    const conformance::SelectedCases<conformance::ConsumerCase>& selected,
    conformance::ConsumerRunOptions options);

// Where the cases are: beside the scenarios, wherever the command was installed
// or built. Throws EnvironmentError that tells where it looked.
std::filesystem::path consumer_suite_folder();

}  // namespace chefs::cli
