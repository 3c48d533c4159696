// `chefs-mock conform decryptor`, and what `chefs-mock replay` shares with it.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/cli11.h"
#include "cli/conform/conform_options.h"
#include "cli/verb.h"
#include "consumer-kit/conformance/decryptor/decryptor_run.h"
#include "consumer-kit/conformance/decryptor/decryptor_suite.h"

namespace chefs::cli {

void add_conform_decryptor(CLI::App& conform, Chosen& chosen);

// Runs the cases and fills in what the runner cannot know. Nothing if a signal
// ended it.
std::optional<conformance::RunReport> run_decryptor_suite(
    const conformance::SelectedCases& selected,
    const conformance::DecryptorSuite& suite,
    const conformance::DecryptorRunOptions& run, std::uint64_t seed,
    Process& process);

// Without --seed: a number that no run had before.
std::uint64_t fresh_seed();

}  // namespace chefs::cli
