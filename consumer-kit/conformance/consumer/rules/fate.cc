#include "consumer-kit/conformance/consumer/rules/fate.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/rules/consumer_state.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/json.h"
#include "contract/subject.h"

namespace chefs::conformance::rules {
namespace {

using contract::Json;

// RFC 6455, 7.4.1.
constexpr std::uint64_t kTooBig = 1'009;

std::optional<std::size_t> first_of(const CaseFacts& facts, EventKind kind,
                                    std::uint64_t sequence) {
  return find_event(facts.during_case(), [=](const TimelineEvent& event) {
    return event.kind == kind && event.sequence == sequence;
  });
}

std::size_t times_said(const CaseFacts& facts, AckKind kind,
                       std::uint64_t sequence) {
  return static_cast<std::size_t>(std::ranges::count_if(
      facts.during_case(), [=](const TimelineEvent& event) {
        return event.kind == EventKind::kAcked && event.sequence == sequence &&
               static_cast<AckKind>(event.count) == kind;
      }));
}

// The next entry of the delivery's connection, if that is its end.
std::optional<std::size_t> end_right_after(const CaseFacts& facts,
                                           std::size_t delivery) {
  const auto during = facts.during_case();
  const auto next = find_event(
      during,
      [&](const TimelineEvent& event) {
        return event.connection == facts.event(delivery).connection &&
               event.kind != EventKind::kDelivered;
      },
      delivery + 1);
  if (!next || during[*next].kind != EventKind::kClosed) return std::nullopt;
  return next;
}

std::string ended_words(const TimelineEvent& closed) {
  if (closed.count == kTooBig)
    return "the program closed its connection with 1009, \"message too big\": "
           "its client has a limit for frames";
  return "its connection ended " + std::string(closed.text);
}

// What was done with a message that came, up to "and never …".
Fate delivered(const CaseFacts& facts, std::uint64_t sequence,
               const std::string& what) {
  const SequenceFacts& of = facts.of(sequence);
  const std::string name = named_message(facts.timeline(), sequence);
  const std::size_t naks = times_said(facts, AckKind::kNak, sequence);
  if (naks > 0)
    return {fmt::format("{} was delivered, given back {}, and never {}", name,
                        counted(naks, "time"), what),
            of.last_delivery};
  if (times_said(facts, AckKind::kTerm, sequence) > 0)
    return {
        fmt::format("{} was delivered, terminated, and never {}", name, what),
        of.first_settled};
  if (of.is_reported() && what != "reported")
    return {
        fmt::format(
            "{} was delivered, reported as {}, and never {}", name,
            report_of(facts.timeline(), facts.event(of.first_report)).outcome,
            what),
        of.first_report};
  if (const auto end = end_right_after(facts, of.last_delivery))
    return {fmt::format("{} was delivered, and never {}: right then {}", name,
                        what, ended_words(facts.event(*end))),
            end};
  return {fmt::format("{} was delivered, and never {}", name, what),
          of.first_delivery};
}

// The client hung up within the message.
std::optional<Fate> cut_off(const CaseFacts& facts, std::uint64_t sequence) {
  const auto cut = first_of(facts, EventKind::kCutOff, sequence);
  if (!cut) return std::nullopt;
  const auto closed = find_event(
      facts.during_case(),
      [&](const TimelineEvent& event) {
        return event.kind == EventKind::kClosed &&
               event.connection == facts.event(*cut).connection;
      },
      *cut);
  return Fate{fmt::format("{}, {} bytes, was on its way to the program when {}",
                          named_message(facts.timeline(), sequence),
                          facts.event(*cut).count,
                          closed ? ended_words(facts.event(*closed))
                                 : std::string("its connection ended")),
              cut};
}

std::string config_text(const Json& config, const char* key) {
  const auto found = config.find(key);
  return found != config.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

std::vector<std::string> filters_in(const Json& config) {
  std::vector<std::string> filters;
  const std::string one = config_text(config, "filter_subject");
  if (!one.empty()) filters.push_back(one);
  const auto many = config.find("filter_subjects");
  if (many != config.end() && many->is_array())
    for (const Json& filter : *many)
      if (filter.is_string()) filters.push_back(filter.get<std::string>());
  return filters;
}

// Its consumer on the server leaves the message out.
std::optional<Fate> not_asked_for(const CaseFacts& facts,
                                  std::uint64_t sequence) {
  const PublishedMessage* message = facts.timeline().messages.find(sequence);
  const std::string name = named_message(facts.timeline(), sequence);
  for (const ConsumerState& used : used_consumers(facts)) {
    if (!used.config.is_object()) continue;
    const auto filters = filters_in(used.config);
    const bool is_let_through =
        filters.empty() ||
        std::ranges::any_of(filters, [&](const std::string& filter) {
          return filter == *message->subject ||
                 contract::subject_matches(filter, *message->subject);
        });
    if (!is_let_through)
      return Fate{
          fmt::format("{} was never asked for: its subject is {}, and "
                      "the consumer \"{}\" filters by {}",
                      name, *message->subject, used.name, filters.front()),
          used.moment};
    const std::string policy = config_text(used.config, "deliver_policy");
    if (policy != "all" && !policy.empty())
      return Fate{fmt::format("{} was never delivered: the consumer \"{}\" has "
                              "deliver_policy {}, which begins elsewhere",
                              name, used.name, policy),
                  used.moment};
  }
  return std::nullopt;
}

bool fetches(const TimelineEvent& event) {
  return event.kind == EventKind::kAsked &&
         event.text.starts_with("$JS.API.CONSUMER.MSG.NEXT.");
}

}  // namespace

Fate fate_of(const CaseFacts& facts, std::uint64_t sequence,
             const std::string& what) {
  const SequenceFacts& of = facts.of(sequence);
  if (of.is_delivered()) return delivered(facts, sequence, what);
  const std::string name = named_message(facts.timeline(), sequence);
  if (of.published == SequenceFacts::kNever)
    return {fmt::format("{} was never delivered", name), std::nullopt};
  if (auto fate = cut_off(facts, sequence)) return *std::move(fate);
  if (auto fate = not_asked_for(facts, sequence)) return *std::move(fate);
  const bool is_fetched = find_event(facts.during_case(), fetches).has_value();
  return {
      fmt::format("{} was published, and never delivered to the program{}",
                  name, is_fetched ? "" : ", which fetched nothing by request"),
      of.published};
}

}  // namespace chefs::conformance::rules
