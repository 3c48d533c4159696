// The rule about what the program's account permits.
#include "contract/permissions.h"

#include <algorithm>

#include "base/text.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/subject.h"

namespace chefs::conformance::rules {
namespace {

bool is_permitted(std::span<const std::string_view> permitted,
                  std::string_view subject) {
  return std::ranges::any_of(permitted, [&](std::string_view filter) {
    return filter == subject || contract::subject_matches(filter, subject);
  });
}

// A subscription may have wildcards of its own: it is permitted if nothing that
// it lets through is forbidden, which a permitted beginning makes sure of.
bool may_subscribe(std::string_view subject) {
  const auto permitted = contract::consumer_permissions().subscribe;
  return is_permitted(permitted, subject) ||
         std::ranges::any_of(permitted, [&](std::string_view filter) {
           return filter.ends_with('>') &&
                  subject.starts_with(filter.substr(0, filter.size() - 1));
         });
}

std::string_view subject_of(const TimelineEvent& event) {
  return std::string_view(event.text).substr(0, event.text.find(' '));
}

bool is_refusal(std::string_view text) {
  return base::lower_case(text).find("permissions violation") !=
         std::string::npos;
}

// Empty if the entry is nothing that the account forbids.
std::string why_forbidden(const TimelineEvent& event) {
  const auto publish = contract::consumer_permissions().publish;
  const std::string subject(subject_of(event));
  switch (event.kind) {
    case EventKind::kAsked:
    case EventKind::kSent:
      return is_permitted(publish, subject)
                 ? ""
                 : "it published to " + subject +
                       ", which its account may not do at CHEFS";
    case EventKind::kSubscribed:
      return may_subscribe(subject)
                 ? ""
                 : "it subscribed to " + subject +
                       ", which its account may not do at CHEFS";
    case EventKind::kServerSaidError:
      return is_refusal(event.text.view())
                 ? "the server refused it: " + event.text
                 : "";
    default:
      return "";
  }
}

}  // namespace

Finding permitted_only(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "only what the account permits";
  bool has_asked = false;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    const TimelineEvent& event = facts.event(i);
    has_asked = has_asked || event.kind == EventKind::kAsked;
    const std::string why = why_forbidden(event);
    if (!why.empty()) return failed(expected, event.text, why, i);
  }
  if (!has_asked) return nothing_seen(facts, expected, "no request at all");
  return passed(expected, expected);
}

}  // namespace chefs::conformance::rules
