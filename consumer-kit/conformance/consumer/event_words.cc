#include "consumer-kit/conformance/consumer/event_words.h"

#include <fmt/format.h>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"

namespace chefs::conformance {
namespace {

constexpr std::size_t kShownBytes = 100;

std::string cut(std::string_view text) {
  if (text.size() <= kShownBytes) return std::string(text);
  return std::string(text.substr(0, kShownBytes)) + " …";
}

std::string acked_words(const std::string& name, const TimelineEvent& event) {
  switch (static_cast<AckKind>(event.count)) {
    case AckKind::kAck:
      return name + " acknowledged";
    case AckKind::kNak:
      return name + " given back";
    case AckKind::kTerm:
      return name + " terminated";
    case AckKind::kProgress:
      return "at work on " + name;
    case AckKind::kNext:
      return name + " acknowledged, and the next asked for";
  }
  return name;
}

std::string on_connection(const TimelineEvent& event) {
  return event.connection == 0
             ? ""
             : fmt::format(" (connection {})", event.connection);
}

std::string about_message(const Timeline& timeline,
                          const TimelineEvent& event) {
  const std::string name = named_message(timeline, event.sequence);
  switch (event.kind) {
    case EventKind::kPublished:
      return name + " published";
    case EventKind::kReported:
      return name + " reported: " + as_text(report_of(timeline, event));
    case EventKind::kAcked:
      return acked_words(name, event);
    case EventKind::kCutOff:
      return fmt::format("{} cut off on its way, {} bytes", name, event.count);
    default:
      return event.count > 1 ? fmt::format("{} delivered, for the {}. time",
                                           name, event.count)
                             : name + " delivered";
  }
}

}  // namespace

std::string_view who_of(EventKind kind) {
  switch (kind) {
    case EventKind::kExited:
    case EventKind::kApiAsked:
    case EventKind::kReported:
    case EventKind::kBadReport:
    case EventKind::kNotice:
    case EventKind::kConnected:
    case EventKind::kLoggedIn:
    case EventKind::kSubscribed:
    case EventKind::kUnsubscribed:
    case EventKind::kAsked:
    case EventKind::kSent:
    case EventKind::kAcked:
    case EventKind::kPinged:
    case EventKind::kPonged:
      return "program";
    case EventKind::kRefused:
    case EventKind::kServerSaidError:
    case EventKind::kAnswered:
    case EventKind::kDelivered:
    case EventKind::kCutOff:
    case EventKind::kPullEnded:
    case EventKind::kAdvisory:
    case EventKind::kDurable:
    case EventKind::kConnz:
      return "server";
    default:
      return "suite";
  }
}

std::string words_of(const Timeline& timeline, const TimelineEvent& event) {
  switch (event.kind) {
    case EventKind::kPublished:
    case EventKind::kReported:
    case EventKind::kAcked:
    case EventKind::kDelivered:
    case EventKind::kCutOff:
      return cut(about_message(timeline, event)) + on_connection(event);
    case EventKind::kStarted:
      return "the program started";
    case EventKind::kSignalled:
      return fmt::format("signal {} sent", event.count);
    case EventKind::kApiAsked:
      return fmt::format(
          "download of {}: {}", event.text,
          event.count == 0 ? "no whole answer" : std::to_string(event.count));
    case EventKind::kPullEnded:
      return fmt::format("a fetch ended: {} {}", event.count, event.text);
    case EventKind::kClosed:
      return "the connection ended " + event.text + on_connection(event);
    default:
      return cut(event.text.empty()
                     ? std::string(to_string(event.kind))
                     : fmt::format("{}: {}", to_string(event.kind),
                                   event.text)) +
             on_connection(event);
  }
}

}  // namespace chefs::conformance
