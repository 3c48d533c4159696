// The durable pull consumer on the server: what it is to be, finding it, making
// it. What exists is resumed if it is what is asked for, and never changed.
// Not the pulling: pull.h. Why: docs/decisions/0032 and 0155.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/utc_time.h"
#include "consumer-kit/reference/jetstream_api.h"
#include "contract/json_fwd.h"

namespace chefs::consumer {

struct FromBeginning {};
struct FromSequence {
  std::uint64_t sequence = 0;
};
struct FromTime {
  base::UtcNanoseconds time{};
};
using Start = std::variant<FromBeginning, FromSequence, FromTime>;

struct DurableSpec {
  std::string name = {};
  // None: all subjects of the stream, or, of a durable that exists, whatever it
  // has. Several take a nats-server 2.10.
  std::vector<std::string> filters = {};
  // Unset: the beginning, or, of a durable that exists, where it stands.
  std::optional<Start> start = {};
  // An event that is not acknowledged within this time is delivered again.
  std::chrono::milliseconds ack_wait{30'000};
};

struct Durable {
  std::string name;
  bool is_new = false;
  bool is_filtered = false;
  // The first stream sequence that was not acknowledged yet.
  std::uint64_t first_unacknowledged = 0;
  // The last stream sequence that was delivered; 0 if none was.
  std::uint64_t last_delivered = 0;
  // What it has, which may not be what was asked for.
  std::chrono::milliseconds ack_wait{0};
};

// Nothing if the name is one that a server takes.
std::optional<std::string> why_bad_durable_name(std::string_view name);

// Throws EnvironmentError if there is no such stream, if the durable exists and
// is something else, or if the server cannot do what is asked.
Durable find_or_create_durable(const JetStreamApi& api,
                               const DurableSpec& spec);
// It need not exist.
void delete_durable(const JetStreamApi& api, const std::string& name);

// The configuration to ask for, and why an existing one is another; nothing if
// it will do.
contract::Json durable_config(const DurableSpec& spec);
std::optional<std::string> difference(const contract::Json& existing,
                                      const DurableSpec& spec);

}  // namespace chefs::consumer
