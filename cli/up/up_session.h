// A running `up`: the servers, with a stream that consumers can use, and what
// is added to it: a scenario to play, the API that serves oversize submissions,
// a proxy.
// Why: docs/decisions/0023.
#pragma once

#include <cstdint>

#include "cli/up/up_options.h"
#include "contract/profile.h"
#include "producer/server/broker.h"
#include "producer/server/env_file.h"

namespace chefs::cli {

struct UpSession {
  // Starts the servers. Throws EnvironmentError, and StartCancelled.
  UpSession(const UpOptions& options, const producer::BrokerOptions& wanted);

  const contract::Profile profile;
  // Of everything random: SeededRandom(seed, "<label of the part>").
  const std::uint64_t seed;
  producer::Broker broker;
  // Becomes the consumers' environment; complete before the ready output.
  producer::EnvValues env;
};

}  // namespace chefs::cli
