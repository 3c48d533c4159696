// Causes in how the program gets over a connection that is lost, and in how it
// loses one.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::causes {
namespace {

using rules::counted;
using rules::shown_time;
using std::chrono::milliseconds;

// RFC 6455, 7.4.1: a message is too big to process.
constexpr std::uint64_t kTooBig = 1'009;
constexpr std::uint64_t kLargeBytes = 256 * 1024;
constexpr std::string_view kByProgram = "by program";

bool is_break(const TimelineEvent& event) {
  return event.kind == EventKind::kServer || event.kind == EventKind::kFault;
}

bool is_login(const TimelineEvent& event) {
  return event.kind == EventKind::kLoggedIn;
}

// A client that is told of a shutdown hangs up first, before the server is seen
// to be gone.
bool stops_a_server(const ConsumerCase& asked) {
  return std::ranges::any_of(asked.steps, [](const Step& step) {
    const auto* server = std::get_if<ServerStep>(&step);
    return server != nullptr && producer::ends_a_server(server->action);
  });
}

// The last connection that was lost before `end`, by something that broke.
std::optional<std::size_t> last_loss(const FailedCase& of, std::size_t end) {
  const bool may_be_told = stops_a_server(of.asked());
  bool is_broken = may_be_told;
  bool is_in = false;
  std::optional<std::size_t> loss;
  for (std::size_t i = 0; i < end; ++i) {
    const TimelineEvent& event = of.facts().event(i);
    if (event.kind == EventKind::kStarted) is_in = false;
    if (is_login(event)) {
      is_in = true;
      is_broken = may_be_told;
    }
    if (is_in && is_break(event)) is_broken = true;
    if (event.kind == EventKind::kClosed && is_in &&
        (is_broken || event.text != kByProgram)) {
      loss = i;
      is_in = false;
    }
  }
  return loss;
}

// A client that goes on after the exit is another start of the program.
Found after_loss(const FailedCase& of, std::size_t most_tries,
                 std::size_t fewest_tries) {
  const auto exit = of.facts().unasked_exit();
  if (!exit) return std::nullopt;
  const auto loss = last_loss(of, *exit);
  if (!loss || count_events(of, *loss, *exit, is_login) > 0)
    return std::nullopt;
  const std::size_t tries = count_events(of, *loss, *exit, is_try);
  if (tries < fewest_tries || tries > most_tries) return std::nullopt;
  return Clue{
      fmt::format(
          "{}, {} after its connection was lost and {}", of.ending(*exit),
          shown_time(of.facts().event(*exit).at - of.facts().event(*loss).at),
          tries == 1 ? "1 try" : fmt::format("{} tries", tries)),
      exit};
}

// A connection that the program ended while nothing was broken.
std::optional<std::size_t> own_hang_up(const FailedCase& of) {
  const auto during = of.facts().during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (is_break(during[i]) && !of.has_fault(FaultAction::kBandwidth))
      return std::nullopt;
    if (during[i].kind == EventKind::kSignalled) return std::nullopt;
    if (during[i].kind == EventKind::kExited) return std::nullopt;
    if (during[i].kind == EventKind::kClosed && during[i].text == kByProgram)
      return i;
  }
  return std::nullopt;
}

// How long nothing but requests had passed on the connection that ended.
milliseconds quiet_before(const FailedCase& of, std::size_t closed) {
  const TimelineEvent& end = of.facts().event(closed);
  for (std::size_t i = closed; i-- > 0;) {
    const TimelineEvent& event = of.facts().event(i);
    if (event.connection != end.connection) continue;
    if (event.kind == EventKind::kDelivered ||
        event.kind == EventKind::kAcked || is_login(event))
      return std::chrono::duration_cast<milliseconds>(end.at - event.at);
  }
  return milliseconds(0);
}

// A message that was cut off when the program hung up.
std::optional<std::size_t> cut_off_by_program(const FailedCase& of) {
  const auto during = of.facts().during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (during[i].kind != EventKind::kCutOff) continue;
    const auto closed = find_event(
        during,
        [&](const TimelineEvent& event) {
          return event.kind == EventKind::kClosed &&
                 event.connection == during[i].connection;
        },
        i);
    if (closed && during[*closed].text == kByProgram) return i;
  }
  return std::nullopt;
}

}  // namespace

Found takes_a_close_for_the_end(const FailedCase& of) {
  const auto exit = of.facts().unasked_exit();
  if (!exit || of.facts().event(*exit).count != 0) return std::nullopt;
  return after_loss(of, 0, 0);
}

Found ends_when_the_connection_is_lost(const FailedCase& of) {
  return after_loss(of, 0, 0);
}

Found gives_up_reconnecting(const FailedCase& of) {
  return after_loss(of, 1'000'000, 1);
}

Found uses_one_server(const FailedCase& of) {
  if (of.asked().setup.servers < 2) return std::nullopt;
  const auto during = of.facts().during_case();
  const auto loss = last_loss(of, during.size());
  if (!loss || find_event(during, is_login, *loss)) return std::nullopt;
  const std::size_t refused = count_events(
      of, *loss, during.size(),
      [](const auto& event) { return event.kind == EventKind::kRefused; });
  if (refused == 0) return std::nullopt;
  return Clue{
      fmt::format("{} after the loss of one server were refused, while "
                  "the others were there",
                  refused == 1 ? "1 try" : fmt::format("{} tries", refused)),
      loss};
}

Found misses_a_dead_link(const FailedCase& of) {
  if (!of.has_fault(FaultAction::kSwallow)) return std::nullopt;
  const auto during = of.facts().during_case();
  const auto fault = find_event(during, [](const TimelineEvent& event) {
    return event.kind == EventKind::kFault;
  });
  if (!fault || find_event(during, is_try, *fault)) return std::nullopt;
  return Clue{fmt::format("{} after its link had died it had not tried another "
                          "connection, and {} pings had been sent",
                          shown_time(during.back().at - during[*fault].at),
                          count_events(of, *fault, during.size(),
                                       [](const auto& event) {
                                         return event.kind ==
                                                EventKind::kPinged;
                                       })),
              fault};
}

Found stays_away(const FailedCase& of) {
  const auto during = of.facts().during_case();
  const auto loss = last_loss(of, during.size());
  if (!loss || of.facts().unasked_exit() || find_event(during, is_try, *loss) ||
      find_event(
          during,
          [](const TimelineEvent& event) {
            return event.kind == EventKind::kExited;
          },
          *loss))
    return std::nullopt;
  return Clue{fmt::format("no try to connect in the {} after the loss",
                          shown_time(during.back().at - during[*loss].at)),
              loss};
}

Found reads_twice_after_a_reconnect(const FailedCase& of) {
  return of.clue_of("same-subscriptions");
}

Found refuses_large_frames(const FailedCase& of) {
  const auto during = of.facts().during_case();
  const auto too_big = find_event(during, [](const TimelineEvent& event) {
    return event.kind == EventKind::kClosed && event.count == kTooBig;
  });
  if (too_big)
    return Clue{"it closed its connection with 1009, \"message too big\"",
                too_big};
  const auto cut = cut_off_by_program(of);
  if (!cut || during[*cut].count < kLargeBytes ||
      of.has_fault(FaultAction::kBandwidth))
    return std::nullopt;
  return Clue{
      fmt::format("it hung up while {}, {} bytes, was on its way",
                  named_message(of.facts().timeline(), during[*cut].sequence),
                  during[*cut].count),
      cut};
}

Found gives_up_on_a_slow_link(const FailedCase& of) {
  if (!of.has_fault(FaultAction::kBandwidth)) return std::nullopt;
  if (const auto cut = cut_off_by_program(of))
    return Clue{fmt::format("it hung up while {} was on its way",
                            named_message(of.facts().timeline(),
                                          of.facts().event(*cut).sequence)),
                cut};
  const auto closed = own_hang_up(of);
  if (!closed) return std::nullopt;
  return Clue{"it hung up while the line was slow", closed};
}

Found hangs_up_at_an_event(const FailedCase& of) {
  const auto closed = own_hang_up(of);
  if (!closed) return std::nullopt;
  for (const MessageStory& story : of.messages()) {
    if (!story.is_unanswered() || story.facts->first_delivery > *closed)
      continue;
    if (is_plain(*story.message)) return std::nullopt;
    return Clue{
        fmt::format(
            "{} was delivered, and {} later it hung up", of.named(story),
            shown_time(of.facts().event(*closed).at -
                       of.facts().event(story.facts->first_delivery).at)),
        closed};
  }
  return std::nullopt;
}

Found hangs_up_when_idle(const FailedCase& of) {
  constexpr milliseconds kIdle{450};
  const auto closed = own_hang_up(of);
  if (!closed) return std::nullopt;
  const milliseconds quiet = quiet_before(of, *closed);
  if (quiet < kIdle) return std::nullopt;
  return Clue{fmt::format("it hung up after {} in which nothing came",
                          shown_time(quiet)),
              closed};
}

Found connects_for_each_batch(const FailedCase& of) {
  const auto closed = own_hang_up(of);
  if (!closed) return std::nullopt;
  const std::size_t connections = count_events(
      of, 0, of.facts().during_case().size(),
      [](const auto& event) { return event.kind == EventKind::kConnected; });
  return Clue{fmt::format("it hung up by itself, and made {}",
                          counted(connections, "connection")),
              closed};
}

Found answers_no_pings(const FailedCase& of) {
  return of.clue_of("answers-pings");
}

Found answers_no_server_ping(const FailedCase& of) {
  const auto stale =
      find_event(of.facts().during_case(), [](const TimelineEvent& event) {
        return event.kind == EventKind::kServerSaidError &&
               event.text.view().starts_with("Stale Connection");
      });
  if (!stale) return std::nullopt;
  return Clue{"the server took the silent connection for stale", stale};
}

}  // namespace chefs::conformance::causes
