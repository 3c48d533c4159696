// Plays a plan: makes its messages and publishes them, at a pace if one is
// asked for, until the plan ends, a stop is requested or the server is gone.
// Returns once every message that was sent is answered.
#pragma once

#include <optional>
#include <stop_token>

#include "producer/message_maker.h"
#include "producer/publisher.h"

namespace chefs::producer {

enum class PlayEnd { kFinished, kStopped, kServerGone };

// The maker runs on another thread meanwhile. A turn is one thing that happens,
// with its up to two messages. Throws what the maker throws.
PlayEnd play(MessageMaker& maker, Publisher& publisher,
             std::optional<double> turns_per_second,
             const std::stop_token& stop);

}  // namespace chefs::producer
