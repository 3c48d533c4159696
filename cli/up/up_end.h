// How `up` ends: waits for whichever comes first of a signal, the end of the
// command, the end of the time, and the end of nats-server itself.
// Why: docs/decisions/0023.
#pragma once

#include "cli/up/up_options.h"
#include "cli/up/up_session.h"
#include "cli/verb.h"

namespace chefs::cli {

// Runs the command if there is one and returns its exit code, as a shell would
// give it. Throws EnvironmentError as soon as nats-server ends by itself.
int run_to_end(const UpOptions& options, UpSession& session, Process& process);

}  // namespace chefs::cli
