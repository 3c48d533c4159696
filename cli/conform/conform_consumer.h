// `chefs-mock conform consumer`, and what `chefs-mock replay` shares with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/cli11.h"
#include "cli/verb.h"
#include "consumer-kit/conformance/consumer/consumer_run.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::cli {

void add_conform_consumer(CLI::App& conform, Chosen& chosen);

// Plays the cases and fills in what the runner cannot know, save the case set.
// Nothing if a signal ended it.
std::optional<conformance::RunReport> run_consumer_suite(
    const std::vector<conformance::ConsumerCase>& cases,
    const conformance::ConsumerRunOptions& options, Process& process);

// --nats-server and --transport, which replay takes as well.
void add_stage_options(CLI::App& verb, std::filesystem::path& nats_server,
                       std::string& transport);

}  // namespace chefs::cli
