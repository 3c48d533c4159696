// Rules about the settings of the consumer that the program makes: what loses
// events on a bad day although every good day goes well.
// Why: docs/decisions/0157.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/utc_time.h"
#include "consumer-kit/conformance/consumer/rules/consumer_state.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "contract/json.h"
#include "contract/stream_limits.h"

namespace chefs::conformance::rules {
namespace {

using contract::Json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;

// The key of a private event takes up to 0.3 s to derive, a download seconds;
// and what a fetch brings waits for its turn meanwhile.
constexpr seconds kShortestWork{5};
// What a dead consumer had in hand is held back that long.
constexpr hours kLongestHold{1};
// From Friday's evening to Monday's morning, and a holiday's beginning.
constexpr days kAbsence{3};
// Between two deliveries of what fails, for one that lets the wait grow.
constexpr minutes kUsualDelay{1};

std::string shown(nanoseconds time) {
  const auto ms = std::chrono::duration_cast<milliseconds>(time);
  if (ms < seconds(1)) return fmt::format("{} ms", ms.count());
  const double in_seconds = std::chrono::duration<double>(time).count();
  if (ms < minutes(2)) return fmt::format("{:.4g} s", in_seconds);
  if (ms < hours(2)) return fmt::format("{:.3g} minutes", in_seconds / 60);
  if (ms < hours(48)) return fmt::format("{:.3g} hours", in_seconds / 3'600);
  return fmt::format("{:.3g} days", in_seconds / 86'400);
}

// A consumer that was gone again before the suite could ask for it, and whose
// request could not be read.
constexpr const char* kNotKnown = "its settings are not known";

// The waits between deliveries of what is not acknowledged: the last one stays.
std::vector<nanoseconds> backoff_of(const Json& config) {
  std::vector<nanoseconds> waits;
  const auto found = config.find("backoff");
  if (found == config.end() || !found->is_array()) return waits;
  for (const Json& wait : *found)
    if (wait.is_number_integer()) waits.emplace_back(wait.get<std::int64_t>());
  return waits;
}

// How long the server goes on to deliver what fails each time.
nanoseconds trying_time(const Json& config, std::int64_t max_deliver) {
  const auto waits = backoff_of(config);
  nanoseconds time{};
  for (std::int64_t i = 0; i < max_deliver && time < kAbsence; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const nanoseconds wait = waits.empty()
                                 ? nanoseconds(number_of(config, "ack_wait"))
                                 : waits[std::min(at, waits.size() - 1)];
    time += std::max<nanoseconds>(wait, kUsualDelay);
  }
  return time;
}

// "2026-11-30T…" as a day; nothing if it is none.
std::optional<std::chrono::sys_days> day_of(std::string_view rfc3339) {
  const auto time = base::parse_any_utc(rfc3339);
  if (!time) return std::nullopt;
  return std::chrono::floor<days>(time->whole);
}

// A time of its own is as good as the stream's begin if nothing is kept that
// long; the consumer was made today, by the server's clock.
std::string why_not_from_time(const ConsumerState& state) {
  const std::string from = text_of(state.config, "opt_start_time");
  const auto start = day_of(from);
  const auto today = day_of(state.created);
  const milliseconds kept(contract::kDeployedLimits.max_age_ms);
  if (start && today && *today - *start > kept) return "";
  return fmt::format(
      "its deliver_policy is by_start_time, from {}: what was published before "
      "and is in the stream still never comes",
      from.empty() ? "a time that is not given" : from);
}

std::string why_not_from_the_start(const ConsumerState& state) {
  const std::string policy = text_of(state.config, "deliver_policy");
  if (policy == "new")
    return "its deliver_policy is new: what was published before it was made "
           "never comes";
  if (policy == "last")
    return "its deliver_policy is last: of all that was published before it "
           "was made one event comes";
  if (policy == "last_per_subject")
    return "its deliver_policy is last_per_subject: of each form and type one "
           "event comes, and those before it do not";
  if (policy == "by_start_time") return why_not_from_time(state);
  const std::int64_t from = number_of(state.config, "opt_start_seq");
  if (policy == "by_start_sequence" && from > 1)
    return fmt::format(
        "its deliver_policy is by_start_sequence, from {}, which nobody asked "
        "for: what stands before never comes",
        from);
  return "";
}

}  // namespace

Finding durable_ack_wait(const CaseFacts& facts, const RuleParameters&) {
  return every_consumer(
      facts,
      fmt::format("ack_wait from {} to {}", shown(kShortestWork),
                  shown(kLongestHold)),
      [](const ConsumerState& state) -> std::string {
        if (!state.config.is_object()) return kNotKnown;
        const auto waits = backoff_of(state.config);
        const nanoseconds wait =
            waits.empty() ? nanoseconds(number_of(state.config, "ack_wait"))
                          : waits.front();
        // Not set: the server's 30 s.
        if (wait == nanoseconds::zero()) return "";
        const char* name = waits.empty() ? "ack_wait" : "first backoff";
        if (wait < kShortestWork)
          return fmt::format(
              "its {} is {}: an event that takes longer, or waits so long for "
              "its turn, comes again while it is worked on",
              name, shown(wait));
        if (wait > kLongestHold)
          return fmt::format(
              "its {} is {}: what a consumer had in hand when it died is held "
              "back that long",
              name, shown(wait));
        return "";
      });
}

Finding durable_keeps_trying(const CaseFacts& facts, const RuleParameters&) {
  return every_consumer(
      facts,
      fmt::format("no max_deliver, or one that lasts {}", shown(kAbsence)),
      [](const ConsumerState& state) -> std::string {
        if (!state.config.is_object()) return kNotKnown;
        const std::int64_t max_deliver = number_of(state.config, "max_deliver");
        if (max_deliver <= 0) return "";
        const nanoseconds time = trying_time(state.config, max_deliver);
        if (time >= kAbsence) return "";
        return fmt::format(
            "its max_deliver is {}: an event that fails for {}, since what the "
            "consumer needs is away, never comes again",
            max_deliver, shown(time));
      });
}

Finding durable_outlasts_absence(const CaseFacts& facts,
                                 const RuleParameters&) {
  return every_consumer(
      facts,
      fmt::format("no inactive_threshold, or one of {} at least",
                  shown(kAbsence)),
      [](const ConsumerState& state) -> std::string {
        if (!state.config.is_object()) return kNotKnown;
        const nanoseconds threshold(
            number_of(state.config, "inactive_threshold"));
        if (threshold <= nanoseconds::zero() || threshold >= kAbsence)
          return "";
        return fmt::format(
            "its inactive_threshold is {}: when the consumer stands still for "
            "longer, over a weekend, the server forgets how far it was",
            shown(threshold));
      });
}

Finding durable_from_the_start(const CaseFacts& facts, const RuleParameters&) {
  return every_consumer(facts, "a deliver_policy that leaves out nothing",
                        why_not_from_the_start);
}

Finding durable_whole_events(const CaseFacts& facts, const RuleParameters&) {
  return every_consumer(facts, "headers_only is not set",
                        [](const ConsumerState& state) -> std::string {
                          if (!state.config.is_object()) return kNotKnown;
                          return state.config.value("headers_only", Json()) ==
                                         Json(true)
                                     ? "its headers_only is true: of each "
                                       "event the headers come, and CHEFS has "
                                       "all in the body"
                                     : "";
                        });
}

Finding durable_at_full_pace(const CaseFacts& facts, const RuleParameters&) {
  return every_consumer(
      facts, "replay_policy instant", [](const ConsumerState& state) {
        if (!state.config.is_object()) return std::string(kNotKnown);
        return text_of(state.config, "replay_policy") == "original"
                   ? std::string(
                         "its replay_policy is original: a backlog comes with "
                         "the pauses with which it was published, a night for "
                         "a night")
                   : std::string();
      });
}

Finding durable_stored(const CaseFacts& facts, const RuleParameters&) {
  return every_consumer(
      facts, "neither mem_storage nor fewer replicas than the stream",
      [](const ConsumerState& state) -> std::string {
        if (!state.config.is_object()) return kNotKnown;
        if (state.config.value("mem_storage", Json()) == Json(true))
          return "its mem_storage is true: when the server starts again, it "
                 "has forgotten how far the consumer was";
        // 0: as many as the stream has.
        const std::int64_t replicas = number_of(state.config, "num_replicas");
        if (replicas > 0 && replicas < contract::kDeployedLimits.replicas)
          return fmt::format(
              "its num_replicas is {}, and the stream's at CHEFS is {}: when "
              "one server stops, the consumer stands still",
              replicas, contract::kDeployedLimits.replicas);
        return "";
      });
}

}  // namespace chefs::conformance::rules
