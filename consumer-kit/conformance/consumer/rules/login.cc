// Rules about how the program connects and logs in.
#include <fmt/format.h>

#include <optional>

#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/json.h"

namespace chefs::conformance::rules {
namespace {

using contract::Json;

Json login_at(const CaseFacts& facts, std::size_t index) {
  const Json json = Json::parse(facts.event(index).text.view(), nullptr, false);
  return json.is_object() ? json : Json::object();
}

// Every login satisfies `why_not`, which else says why not.
template <typename WhyNot>
Finding every_login(const CaseFacts& facts, const std::string& expected,
                    WhyNot why_not) {
  std::size_t logins = 0;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    if (facts.event(i).kind != EventKind::kLoggedIn) continue;
    ++logins;
    const std::string why = why_not(login_at(facts, i));
    if (why.empty()) continue;
    return failed(expected, "a login with " + facts.event(i).text, why, i);
  }
  if (logins == 0) return nothing_seen(facts, expected, "no login");
  return passed(expected, counted(logins, "login") + " like that");
}

// Every connection's text has the word.
Finding every_connection(const CaseFacts& facts, const std::string& expected,
                         std::string_view word) {
  std::size_t connections = 0;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    if (facts.event(i).kind != EventKind::kConnected) continue;
    ++connections;
    if (facts.event(i).text.find(word) != std::string::npos) continue;
    return failed(expected, "a connection over " + facts.event(i).text,
                  "CHEFS lets nothing else through", i);
  }
  if (connections == 0) return nothing_seen(facts, expected, "no connection");
  return passed(expected, counted(connections, "connection") + " like that");
}

}  // namespace

Finding websocket(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "connections over WebSocket";
  if (facts.timeline().given.transport != "websocket")
    return unsupported(expected,
                       "the run is over " + facts.timeline().given.transport +
                           ", as --transport says",
                       "WebSocket");
  return every_connection(facts, expected, "websocket");
}

Finding tls(const CaseFacts& facts, const RuleParameters&) {
  return every_connection(facts, "connections over TLS", "tls");
}

Finding nkey_login(const CaseFacts& facts, const RuleParameters&) {
  const std::string& own = facts.timeline().given.nkey_user;
  return every_login(facts, "logins with the NKey of the case and a signature",
                     [&](const Json& login) -> std::string {
                       const std::string nkey =
                           login.value("nkey", std::string());
                       if (nkey.empty()) return "it gave no NKey";
                       if (nkey != own) return "it gave another NKey: " + nkey;
                       if (!login.value("has_sig", false))
                         return "it signed nothing";
                       return "";
                     });
}

Finding no_secret_at_login(const CaseFacts& facts, const RuleParameters&) {
  return every_login(facts, "logins by signature alone",
                     [](const Json& login) -> std::string {
                       return login.value("has_password", false)
                                  ? "it sent a password or a token"
                                  : "";
                     });
}

Finding named(const CaseFacts& facts, const RuleParameters&) {
  return every_login(
      facts, "logins that give a name", [](const Json& login) -> std::string {
        return login.value("name", std::string()).empty() ? "it gave no name"
                                                          : "";
      });
}

// From the start of the program on: it may have gone too far before the span
// began.
Finding refuses_server(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected = "tries to connect that end before a login";
  const auto span = facts.observation(asked.during());
  if (!span) return nothing_seen(facts, expected, "it did not come to that");
  std::size_t begin = span->begin;
  while (begin > 0 && facts.event(begin).kind != EventKind::kStarted) --begin;
  std::uint64_t tries = 0;
  std::optional<std::size_t> opened;
  for (std::size_t i = begin; i < span->end; ++i) {
    const EventKind kind = facts.event(i).kind;
    if (kind == EventKind::kLoggedIn)
      return failed(expected, "it logged in",
                    "it did not ask who signed the server's certificate, and "
                    "anybody can take the server's place",
                    i);
    if (kind == EventKind::kRefused) ++tries;
    if (kind == EventKind::kConnected && !opened) opened = i;
  }
  if (opened)
    return failed(expected, "it opened a connection",
                  "it went on after a certificate that it cannot trust",
                  opened);
  if (tries == 0) return nothing_seen(facts, expected, "it never tried");
  return passed(expected, counted(tries, "refusal"));
}

}  // namespace chefs::conformance::rules
