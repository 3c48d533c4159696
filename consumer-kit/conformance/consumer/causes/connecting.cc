// Causes in how the program connects and logs in.
#include <fmt/format.h>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "contract/json.h"

namespace chefs::conformance::causes {
namespace {

using contract::Json;

// Texts of a refusal, as the proxy says them.
constexpr std::string_view kNoUpgrade = "the program did not ask for";
constexpr std::string_view kNoTls = "no TLS";

std::optional<std::size_t> first_of_kind(const FailedCase& of, EventKind kind) {
  return find_event(
      of.facts().during_case(),
      [kind](const TimelineEvent& event) { return event.kind == kind; });
}

// Beyond the case's end too: a client that waits for a greeting which does not
// come is refused only when it hangs up.
std::optional<std::size_t> first_refusal(const FailedCase& of,
                                         std::string_view why) {
  return find_event(std::span(of.facts().events()), [why](const auto& event) {
    return event.kind == EventKind::kRefused && event.text.starts_with(why);
  });
}

// The first login of which the test is true.
template <typename Test>
Found login_that(const FailedCase& of, const char* seen, Test is_wrong) {
  const auto during = of.facts().during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (during[i].kind != EventKind::kLoggedIn) continue;
    const Json login = Json::parse(during[i].text.view(), nullptr, false);
    if (login.is_object() && is_wrong(login)) return Clue{seen, i};
  }
  return std::nullopt;
}

}  // namespace

Found speaks_plain_nats(const FailedCase& of) {
  const auto refused = first_refusal(of, kNoUpgrade);
  if (!refused || first_of_kind(of, EventKind::kConnected)) return std::nullopt;
  return Clue{"it opened a connection and sent no request for a WebSocket",
              refused};
}

Found distrusts_the_ca(const FailedCase& of) {
  const auto refused = first_refusal(of, kNoTls);
  if (!refused || first_of_kind(of, EventKind::kLoggedIn)) return std::nullopt;
  return Clue{fmt::format("each try to connect ended in the TLS handshake: {}",
                          of.facts().event(*refused).text),
              refused};
}

Found trusts_any_certificate(const FailedCase& of) {
  return of.clue_of("refuses-server");
}

Found signs_nothing(const FailedCase& of) {
  return login_that(of, "its login has no signature", [](const Json& login) {
    return !login.value("has_sig", false);
  });
}

Found sends_a_secret_at_login(const FailedCase& of) {
  return login_that(
      of, "its login has a password or a token",
      [](const Json& login) { return login.value("has_password", false); });
}

Found gives_no_name(const FailedCase& of) { return of.clue_of("named"); }

Found connects_without_pause(const FailedCase& of) {
  return of.clue_of("backs-off");
}

Found uses_what_is_forbidden(const FailedCase& of) {
  return of.clue_of("permitted-only");
}

Found never_connects(const FailedCase& of) {
  const auto started = first_of_kind(of, EventKind::kStarted);
  if (!started || first_of_kind(of, EventKind::kConnected)) return std::nullopt;
  const auto refused = first_of_kind(of, EventKind::kRefused);
  if (refused)
    return Clue{fmt::format("no try to connect went well; the first: {}",
                            of.facts().event(*refused).text),
                refused};
  return Clue{"it was started, and nothing came from it", started};
}

Found asks_for_nothing(const FailedCase& of) {
  const auto login = first_of_kind(of, EventKind::kLoggedIn);
  if (!login || first_of_kind(of, EventKind::kDelivered) ||
      find_event(of.facts().during_case(), is_fetch))
    return std::nullopt;
  const auto error = first_of_kind(of, EventKind::kServerSaidError);
  if (error)
    return Clue{
        fmt::format("the server said: {}", of.facts().event(*error).text),
        error};
  return Clue{"it logged in, and no fetch followed", login};
}

}  // namespace chefs::conformance::causes
