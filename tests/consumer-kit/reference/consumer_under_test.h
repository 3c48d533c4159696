// The reference consumer as tests use it: on a real server, over WebSocket, its
// events and notices collected.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "consumer-kit/reference/consumer.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/sample_events.h"

namespace chefs::tests {

struct SeenEvent {
  std::uint64_t sequence = 0;
  std::string subject;
  base::UtcNanoseconds stored_at{};
  consumer::EventResult result;
};

inline constexpr const char* kDurable = "under-test";

inline consumer::ConsumerOptions options_for(const RealServer& server) {
  consumer::ConsumerOptions options;
  options.link.servers = {server.websocket_url()};
  options.link.nkey = server.consumer();
  options.durable.name = kDurable;
  options.rules.sources = {kSource};
  options.rules.keys.set_for_all(contract::Secret(kKey));
  return options;
}

inline consumer::SinkAnswer accept(const consumer::Delivery&,
                                   const consumer::EventResult&) {
  return consumer::SinkAnswer::kDone;
}

// What is read until nothing is left.
inline std::vector<SeenEvent> read_all(consumer::ConsumerOptions options,
                                       consumer::RunLimits limits = {}) {
  std::vector<SeenEvent> seen;
  limits.when_idle = consumer::WhenIdle::kStop;
  consumer::Consumer consumer(std::move(options));
  consumer.run(
      [&seen](const consumer::Delivery& delivery,
              const consumer::EventResult& result) {
        seen.push_back({delivery.sequence(), std::string(delivery.subject()),
                        delivery.info().stored_at, result});
        return consumer::SinkAnswer::kDone;
      },
      limits, {});
  return seen;
}

inline std::vector<std::uint64_t> sequences_of(
    const std::vector<SeenEvent>& seen) {
  std::vector<std::uint64_t> sequences;
  for (const auto& event : seen) sequences.push_back(event.sequence);
  return sequences;
}

inline std::vector<consumer::Outcome> outcomes_of(
    const std::vector<SeenEvent>& seen) {
  std::vector<consumer::Outcome> outcomes;
  for (const auto& event : seen) outcomes.push_back(event.result.outcome);
  return outcomes;
}

}  // namespace chefs::tests
