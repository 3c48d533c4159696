#include "consumer-kit/conformance/consumer/rules/told_gaps.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "contract/json.h"
#include "contract/stream_limits.h"

namespace chefs::conformance::rules {
namespace {

using contract::Json;

constexpr const char* kExpected = "no notice of a gap where there is none";

// Of what the stream holds at the end of the case. What lies before may have
// been discarded at any time.
std::uint64_t first_that_is_there(const CaseFacts& facts) {
  const std::uint64_t last = facts.timeline().messages.last_sequence();
  const auto most =
      static_cast<std::uint64_t>(facts.asked().setup.max_msgs.value_or(
          contract::kDeployedLimits.max_msgs));
  return last > most ? last - most + 1 : 1;
}

// Limits other than the number of messages, or somebody, may have discarded
// more than that.
bool may_have_lost_more(const CaseFacts& facts) {
  std::uint64_t bytes = 0;
  for (const PublishedMessage& message : facts.timeline().messages)
    bytes += message.bytes;
  return bytes > contract::kDeployedLimits.max_bytes / 2 ||
         std::ranges::any_of(facts.events(), [](const TimelineEvent& event) {
           return event.kind == EventKind::kServer &&
                  event.text.find("purge") != std::string_view::npos;
         });
}

std::optional<std::uint64_t> number_in(const Json& notice, const char* key) {
  const auto found = notice.find(key);
  if (found == notice.end() || !found->is_number_unsigned())
    return std::nullopt;
  return found->get<std::uint64_t>();
}

// Empty if it can be true, or is about something else.
std::string why_false(const TimelineEvent& event, std::uint64_t first) {
  const Json notice = Json::parse(event.text.view(), nullptr, false);
  if (!notice.is_object() || !notice.contains("notice")) return "";
  const auto to = number_in(notice, "to");
  if (number_in(notice, "from") && to) {
    if (*to < first) return "";
    return fmt::format(
        "the stream has discarded {}, and has {} still",
        first == 1 ? "nothing" : fmt::format("what is before {}", first), *to);
  }
  const bool is_gap = notice["notice"] == "gap";
  return is_gap && first == 1 ? "the stream has discarded nothing" : "";
}

}  // namespace

std::optional<Finding> false_gap(const CaseFacts& facts) {
  if (may_have_lost_more(facts)) return std::nullopt;
  const std::uint64_t first = first_that_is_there(facts);
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    const TimelineEvent& event = facts.event(i);
    if (event.kind != EventKind::kNotice) continue;
    const std::string why = why_false(event, first);
    if (!why.empty()) return failed(kExpected, event.text, why, i);
  }
  return std::nullopt;
}

Finding gap_not_told(const CaseFacts& facts, const RuleParameters&) {
  if (auto finding = false_gap(facts)) return *std::move(finding);
  return passed(kExpected, "none");
}

}  // namespace chefs::conformance::rules
