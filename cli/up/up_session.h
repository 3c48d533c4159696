// A running `up`, for what is added to it once the broker is there: a scenario
// to play, the API that serves oversize submissions.
#pragma once

#include <cstdint>

#include "contract/profile.h"
#include "producer/server/broker.h"
#include "producer/server/env_file.h"

namespace chefs::cli {

class UpServers;

struct UpSession {
  producer::Broker& broker;
  contract::Profile profile;
  // Of everything random: SeededRandom(seed, "<label of the part>").
  std::uint64_t seed;
  // Becomes the consumers' environment; complete before the ready output.
  producer::EnvValues env;
  // Set once the session is complete.
  UpServers* servers = nullptr;
};

}  // namespace chefs::cli
