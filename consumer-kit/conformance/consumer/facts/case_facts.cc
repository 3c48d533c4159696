#include "consumer-kit/conformance/consumer/facts/case_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/facts/message_names.h"

namespace chefs::conformance {
namespace {

constexpr std::uint64_t kMostDeliveries = 1'000'000;
constexpr std::size_t kNamedAtMost = 4;

bool is_acknowledgement(const TimelineEvent& event) {
  const auto kind = static_cast<AckKind>(event.count);
  return kind == AckKind::kAck || kind == AckKind::kNext;
}

bool is_settlement(const TimelineEvent& event) {
  return is_acknowledgement(event) ||
         static_cast<AckKind>(event.count) == AckKind::kTerm;
}

void set_once(std::uint32_t& field, std::size_t index) {
  if (field == SequenceFacts::kNever) field = static_cast<std::uint32_t>(index);
}

bool is_kind(const TimelineEvent& event, EventKind kind) {
  return event.kind == kind;
}

}  // namespace

CaseFacts::CaseFacts(const ConsumerCase& asked, const Timeline& timeline)
    : asked_(asked), timeline_(timeline) {
  const auto end = find_event(timeline.events, [](const TimelineEvent& event) {
    return event.kind == EventKind::kMarked && event.text == kCaseEnds;
  });
  case_end_ = end.value_or(timeline.events.size());
  sequences_.resize(static_cast<std::size_t>(
      std::min(timeline.messages.last_sequence(), kLastSequence) + 1));
  for (std::size_t i = 0; i < timeline.events.size(); ++i)
    note(i, timeline.events[i]);
}

SequenceFacts& CaseFacts::at(std::uint64_t sequence) {
  const std::size_t index =
      static_cast<std::size_t>(sequence <= kLastSequence ? sequence : 0);
  if (index >= sequences_.size()) sequences_.resize(index + 1);
  return sequences_[index];
}

void CaseFacts::note(std::size_t index, const TimelineEvent& event) {
  switch (event.kind) {
    case EventKind::kPublished:
      return set_once(at(event.sequence).published, index);
    case EventKind::kDelivered: {
      SequenceFacts& facts = at(event.sequence);
      set_once(facts.first_delivery, index);
      facts.last_delivery = static_cast<std::uint32_t>(index);
      facts.deliveries =
          std::max(facts.deliveries + 1,
                   static_cast<std::uint32_t>(
                       std::min<std::uint64_t>(event.count, kMostDeliveries)));
      return;
    }
    case EventKind::kAcked:
      if (is_acknowledgement(event))
        set_once(at(event.sequence).first_ack, index);
      if (is_settlement(event))
        set_once(at(event.sequence).first_settled, index);
      return;
    case EventKind::kReported:
      return set_once(at(event.sequence).first_report, index);
    default:
      return;
  }
}

std::span<const TimelineEvent> CaseFacts::during_case() const {
  return std::span(timeline_.events).first(case_end_);
}

const SequenceFacts& CaseFacts::of(std::uint64_t sequence) const {
  static const SequenceFacts kNothing;
  return sequence < sequences_.size()
             ? sequences_[static_cast<std::size_t>(sequence)]
             : kNothing;
}

std::vector<std::uint64_t> CaseFacts::sequences(
    const std::vector<std::string>& names) const {
  std::vector<std::uint64_t> found;
  for (const PublishedMessage& message : timeline_.messages) {
    if (std::ranges::any_of(names, [&](const std::string& name) {
          return is_meant(name, message.name);
        })) {
      found.push_back(message.sequence);
    }
  }
  return found;
}

const CaseMessage* CaseFacts::message(std::uint64_t sequence) const {
  const PublishedMessage* published = timeline_.messages.find(sequence);
  if (published == nullptr) return nullptr;
  return find_message(asked_.messages, published->name);
}

std::vector<ProgramRun> CaseFacts::runs() const {
  std::vector<ProgramRun> runs;
  for (std::size_t i = 0; i < events().size(); ++i) {
    if (!is_kind(event(i), EventKind::kStarted)) continue;
    if (!runs.empty()) runs.back().end = i;
    runs.push_back({i, events().size()});
  }
  return runs;
}

std::optional<ProgramRun> CaseFacts::observation(std::string_view name) const {
  const auto marked = [&](std::string_view what) {
    return [name, what](const TimelineEvent& event) {
      return event.kind == EventKind::kMarked &&
             event.text.size() == name.size() + what.size() &&
             event.text.starts_with(name) && event.text.ends_with(what);
    };
  };
  const auto begin = find_event(events(), marked("-begins"));
  if (!begin) return std::nullopt;
  const auto end = find_event(events(), marked("-ends"), *begin);
  return ProgramRun{*begin, end.value_or(events().size())};
}

std::optional<std::size_t> CaseFacts::unasked_exit() const {
  bool is_asked = false;
  const auto during = during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    const TimelineEvent& event = during[i];
    if (event.kind == EventKind::kStarted) is_asked = false;
    if (event.kind == EventKind::kSignalled) is_asked = true;
    if (event.kind == EventKind::kFault &&
        event.text.find(kKillsProgram) != std::string::npos)
      is_asked = true;
    if (event.kind == EventKind::kExited && !is_asked) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> CaseFacts::cut_short() const {
  return find_event(during_case(), [](const TimelineEvent& event) {
    return event.kind == EventKind::kGaveUp && event.count == 1;
  });
}

std::optional<CaseFacts::Obstacle> CaseFacts::obstacle() const {
  const auto during = during_case();
  const auto first = [&](EventKind kind) {
    return find_event(during, [kind](const TimelineEvent& event) {
      return event.kind == kind;
    });
  };
  if (const auto exit = unasked_exit())
    return Obstacle{
        fmt::format("the program ended by itself: {}", event(*exit).text),
        exit};
  if (!first(EventKind::kConnected)) {
    // Beyond the case's end too: that a client waited in vain is seen when it
    // hangs up.
    const auto refused =
        find_event(std::span(events()), [](const TimelineEvent& event) {
          return event.kind == EventKind::kRefused;
        });
    return Obstacle{refused ? fmt::format("it never got a connection: {}",
                                          event(*refused).text)
                            : std::string("it never connected"),
                    first(EventKind::kStarted)};
  }
  if (!first(EventKind::kLoggedIn))
    return Obstacle{"it connected, but never logged in",
                    first(EventKind::kConnected)};
  if (first(EventKind::kDelivered)) return std::nullopt;
  if (const auto error = first(EventKind::kServerSaidError))
    return Obstacle{fmt::format("the server said: {}", event(*error).text),
                    error};
  return Obstacle{"it logged in, but no message was ever delivered to it",
                  first(EventKind::kLoggedIn)};
}

std::string named_message(const Timeline& timeline, std::uint64_t sequence) {
  const PublishedMessage* found = timeline.messages.find(sequence);
  if (found == nullptr) return fmt::format("sequence {}", sequence);
  return fmt::format("\"{}\" (sequence {})", found->name, sequence);
}

std::string named_messages(const Timeline& timeline,
                           const std::vector<std::uint64_t>& sequences) {
  std::string out;
  for (std::size_t i = 0; i < std::min(sequences.size(), kNamedAtMost); ++i)
    out += fmt::format("{}{}", out.empty() ? "" : ", ",
                       named_message(timeline, sequences[i]));
  if (sequences.size() > kNamedAtMost)
    out += fmt::format(" and {} more", sequences.size() - kNamedAtMost);
  return out;
}

}  // namespace chefs::conformance
