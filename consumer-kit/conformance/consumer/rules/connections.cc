// Rules about how often the program connects, and asks.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/json.h"

namespace chefs::conformance::rules {
namespace {

using std::chrono::microseconds;

bool is_attempt(const TimelineEvent& event) {
  return event.kind == EventKind::kConnected ||
         event.kind == EventKind::kRefused;
}

// From so many tries on a beat can be told from chance.
constexpr std::size_t kTriesOfABeat = 5;
// Timers alone scatter by less.
constexpr double kScatter = 0.02;

// All gaps are the same: neither growing nor by chance.
bool is_a_beat(const std::vector<microseconds>& tries) {
  if (tries.size() < kTriesOfABeat) return false;
  std::vector<microseconds> gaps;
  for (std::size_t i = 1; i < tries.size(); ++i)
    gaps.push_back(tries[i] - tries[i - 1]);
  const auto [least, most] = std::ranges::minmax(gaps);
  return static_cast<double>(most.count() - least.count()) <
         kScatter * static_cast<double>(most.count());
}

bool breaks_something(const ConsumerCase& asked) {
  return !asked.faults.faults.empty() ||
         std::ranges::any_of(asked.steps, [](const Step& step) {
           return std::holds_alternative<ServerStep>(step);
         });
}

// A connection that the program did not end by itself: the other side did, or
// the program gave it up because something was broken. A client that is told
// of a shutdown closes first, before the server has gone.
std::optional<std::size_t> first_loss(const CaseFacts& facts) {
  bool is_broken = breaks_something(facts.asked());
  const auto during = facts.during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    const TimelineEvent& event = during[i];
    if (event.kind == EventKind::kFault || event.kind == EventKind::kServer)
      is_broken = true;
    if (event.kind == EventKind::kClosed &&
        (is_broken || event.text != "by program"))
      return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> first_fault(const CaseFacts& facts) {
  return find_event(facts.during_case(), [](const TimelineEvent& event) {
    return event.kind == EventKind::kFault;
  });
}

bool is_login(const TimelineEvent& event) {
  return event.kind == EventKind::kLoggedIn;
}

// On a link that is dead nobody answers a goodbye: a client may be back before
// its old connection is closed, and done before that.
std::optional<std::size_t> login_since_fault(const CaseFacts& facts,
                                             std::uint32_t old_connection) {
  const auto fault = first_fault(facts);
  if (!fault) return std::nullopt;
  return find_event(
      facts.during_case(),
      [old_connection](const TimelineEvent& event) {
        return is_login(event) && event.connection > old_connection;
      },
      *fault);
}

std::optional<std::size_t> login_after_loss(const CaseFacts& facts,
                                            std::size_t lost) {
  const auto fault = first_fault(facts);
  if (fault && *fault < lost) {
    const auto early = login_since_fault(facts, facts.event(lost).connection);
    if (early) return early;
  }
  return find_event(facts.events(), is_login, lost);
}

std::string why_unbroken(const CaseFacts& facts) {
  const auto& faults = facts.asked().faults.faults;
  if (faults.empty()) return "nothing happened to it";
  return "it did not get as far as the fault of this case, " +
         describe(faults.front());
}

// Nothing was closed while the case went on.
Finding nothing_closed(const CaseFacts& facts, const std::string& expected) {
  const std::string observed = "its connection was never lost";
  if (const auto obstacle = facts.obstacle())
    return failed(expected, observed, obstacle->why, obstacle->moment);
  const auto fault = first_fault(facts);
  if (!fault) return failed(expected, observed, why_unbroken(facts), {});
  if (login_since_fault(facts, facts.event(*fault).connection))
    return passed(expected, "a new login beside the old connection");
  return failed(expected, "no login after the fault",
                "the program kept the connection that the fault had struck",
                fault);
}

// Why it connected at that moment, though no fault of the case made it.
std::string why_again(const CaseFacts& facts, std::size_t moment) {
  for (std::size_t i = moment; i-- > 0;)
    if (facts.event(i).kind == EventKind::kServerSaidError)
      return fmt::format(
          "it connected once more, after the server had closed its "
          "connection: {}",
          facts.event(i).text.view());
  return "it connected once more, although nothing had happened to its "
         "connection";
}

}  // namespace

Finding connections_at_most(const CaseFacts& facts,
                            const RuleParameters& asked) {
  const std::string expected =
      fmt::format("at most {}", counted(asked.count(), "connection"));
  std::uint64_t connections = 0;
  std::optional<std::size_t> moment;
  const auto during = facts.during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (during[i].kind != EventKind::kConnected) continue;
    if (++connections > asked.count() && !moment) moment = i;
  }
  const std::string observed = counted(connections, "connection");
  if (moment)
    return failed(expected, observed, why_again(facts, *moment), moment);
  if (connections == 0) return nothing_seen(facts, expected, observed);
  return passed(expected, observed);
}

Finding backs_off(const CaseFacts& facts, const RuleParameters& asked) {
  const auto span = facts.observation(asked.during());
  const std::string expected =
      fmt::format("at most {} to connect, with waits that grow or differ",
                  fmt::format("{} tries", asked.count()));
  if (!span) return nothing_seen(facts, expected, "it did not come to that");
  std::vector<microseconds> tries;
  std::optional<std::size_t> moment;
  for (std::size_t i = span->begin; i < span->end; ++i) {
    if (!is_attempt(facts.event(i))) continue;
    tries.push_back(facts.event(i).at);
    if (tries.size() > asked.count() && !moment) moment = i;
  }
  const auto took =
      facts.event(std::min(span->end, facts.events().size() - 1)).at -
      facts.event(span->begin).at;
  const std::string observed =
      fmt::format("{} tries in {}", tries.size(), shown_time(took));
  if (moment)
    return failed(expected, observed,
                  "a server in trouble, or one that refuses, is not to be "
                  "asked that often",
                  moment);
  if (is_a_beat(tries))
    return failed(expected, observed + ", at a fixed beat",
                  "all consumers come back in step, again and again",
                  span->begin);
  const bool has_tried = find_event(facts.events(), is_attempt).has_value();
  if (!has_tried) return nothing_seen(facts, expected, "it never tried");
  return passed(expected, observed);
}

Finding reconnects(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "a new login after the connection was lost";
  const auto lost = first_loss(facts);
  if (!lost) return nothing_closed(facts, expected);
  const auto again = login_after_loss(facts, *lost);
  if (again && *again < *lost)
    return passed(expected, "a new login before the old connection was closed");
  if (again)
    return passed(expected, fmt::format("a new login {} later",
                                        shown_time(facts.event(*again).at -
                                                   facts.event(*lost).at)));
  const auto exit = facts.unasked_exit();
  return failed(
      expected, "no login after it",
      exit ? fmt::format("the program ended: {}", facts.event(*exit).text)
           : std::string("the program did not log in again"),
      exit ? exit : lost);
}

Finding same_subscriptions(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "no more subscriptions than before";
  const auto lost = first_loss(facts);
  if (!lost)
    return nothing_seen(facts, expected, "its connection was never lost");
  std::map<std::uint32_t, std::set<std::uint64_t>> active;
  std::size_t before = 0;
  std::size_t after = 0;
  // A connection that breaks before it has subscribed to anything tells
  // nothing.
  bool has_lost_some = false;
  std::optional<std::size_t> moment;
  const auto during = facts.during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    const TimelineEvent& event = during[i];
    if (event.kind == EventKind::kUnsubscribed)
      active[event.connection].erase(event.count);
    if (event.kind == EventKind::kClosed) {
      has_lost_some |= i >= *lost && !active[event.connection].empty();
      active.erase(event.connection);
    }
    if (event.kind != EventKind::kSubscribed) continue;
    active[event.connection].insert(event.count);
    const std::size_t now = active[event.connection].size();
    std::size_t& most = has_lost_some ? after : before;
    most = std::max(most, now);
    if (has_lost_some && now > before && !moment) moment = i;
  }
  const std::string observed =
      fmt::format("{} before, {} after the reconnect", before, after);
  if (moment)
    return failed(expected, observed,
                  "it reads twice from then on, or keeps what it no longer "
                  "reads",
                  moment);
  if (after == 0)
    return nothing_seen(facts, expected, "it did not subscribe again");
  return passed(expected, observed);
}

Finding answers_pings(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "a pong for each ping";
  if (facts.timeline().given.transport == "nats")
    return unsupported(expected, "plain NATS has no such ping", "WebSocket");
  std::size_t pings = 0;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    const TimelineEvent& ping = facts.event(i);
    if (ping.kind != EventKind::kFault || !ping.text.ends_with(kPingsProgram))
      continue;
    ++pings;
    const auto pong = find_event(
        facts.events(),
        [&](const TimelineEvent& event) {
          return event.kind == EventKind::kPonged &&
                 event.connection == ping.connection;
        },
        i);
    if (!pong)
      return failed(expected, "no pong",
                    "what is between it and CHEFS takes it for gone (RFC 6455, "
                    "5.5.2)",
                    i);
  }
  if (pings == 0 && facts.obstacle())
    return nothing_seen(facts, expected, "no ping was sent");
  if (pings == 0)
    return passed(expected, "none was sent: it never was silent for so long");
  return passed(expected, counted(pings, "pong"));
}

Finding requests_at_most(const CaseFacts& facts, const RuleParameters& asked) {
  const auto span = facts.observation(asked.during());
  const std::string expected =
      fmt::format("at most {}", counted(asked.count(), "request"));
  if (!span) return nothing_seen(facts, expected, "it did not come to that");
  std::uint64_t requests = 0;
  std::optional<std::size_t> moment;
  for (std::size_t i = span->begin; i < span->end; ++i) {
    const EventKind kind = facts.event(i).kind;
    const bool is_request = kind == EventKind::kAsked ||
                            kind == EventKind::kSent ||
                            kind == EventKind::kPinged;
    if (is_request && ++requests > asked.count() && !moment) moment = i;
  }
  const std::string observed = counted(requests, "request");
  if (!moment) return passed(expected, observed);
  return failed(expected, observed,
                "there was nothing to do, and the program kept on asking",
                moment);
}

}  // namespace chefs::conformance::rules
