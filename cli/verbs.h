// The verbs of the command, each in a file of its own name.
#pragma once

#include "cli/cli11.h"
#include "cli/verb.h"

namespace chefs::cli {

// Adds them all, in the order in which help lists them.
void add_verbs(CLI::App& app, Chosen& chosen);

void add_up(CLI::App& app, Chosen& chosen);
void add_cluster(CLI::App& app, Chosen& chosen);
void add_consume(CLI::App& app, Chosen& chosen);
void add_publish(CLI::App& app, Chosen& chosen);
void add_encrypt(CLI::App& app, Chosen& chosen);
void add_decrypt(CLI::App& app, Chosen& chosen);
void add_keygen(CLI::App& app, Chosen& chosen);
void add_conform(CLI::App& app, Chosen& chosen);
void add_replay(CLI::App& app, Chosen& chosen);
void add_cases(CLI::App& app, Chosen& chosen);
void add_fixtures(CLI::App& app, Chosen& chosen);

}  // namespace chefs::cli
