#include "consumer-kit/conformance/consumer/consumer_rules.h"

#include <algorithm>

namespace chefs::conformance {
namespace {

using Kind = RuleParameterKind;
using Depth = RuleDepth;

constexpr RuleParameter kMessages[] = {{"messages", Kind::kMessages}};
constexpr RuleParameter kCount[] = {{"count", Kind::kCount}};
constexpr RuleParameter kMessagesAndOutcomes[] = {
    {"messages", Kind::kMessages},
    {"outcomes", Kind::kOutcomes, RulePresence::kOptional}};
constexpr RuleParameter kMessagesAndCount[] = {{"messages", Kind::kMessages},
                                               {"count", Kind::kCount}};
constexpr RuleParameter kMessagesAndMs[] = {{"messages", Kind::kMessages},
                                            {"ms", Kind::kMilliseconds}};
constexpr RuleParameter kMessagesAndStatus[] = {
    {"messages", Kind::kMessages},
    {"status", Kind::kStatus, RulePresence::kOptional}};
constexpr RuleParameter kDuringAndCount[] = {{"during", Kind::kObservation},
                                             {"count", Kind::kCount}};
constexpr RuleParameter kDuring[] = {{"during", Kind::kObservation}};
constexpr RuleParameter kSecretsAndPlace[] = {
    {"secrets", Kind::kSecrets, RulePresence::kOptional},
    {"where", Kind::kPlace, RulePresence::kOptional}};
constexpr RuleParameter kMs[] = {{"ms", Kind::kMilliseconds}};

constexpr RuleDescription kRules[] = {
    // Messages.
    {"acknowledged", Depth::kServer,
     "acknowledges each of the messages, so that none comes again", kMessages,
     rules::acknowledged},
    {"not-held-up", Depth::kServer,
     "acknowledges each of the messages though another waits, unless it works "
     "strictly one after another (max_ack_pending 1)",
     kMessages, rules::not_held_up},
    {"settled", Depth::kServer,
     "acknowledges or terminates each of the messages, so that none comes "
     "again",
     kMessages, rules::settled},
    {"not-delivered", Depth::kServer, "asks for none of the messages",
     kMessages, rules::not_delivered},
    {"redelivered", Depth::kServer, "gets each of the messages twice or more",
     kMessages, rules::redelivered},
    {"deliveries-at-most", Depth::kServer,
     "gets none of the messages more often than that", kMessagesAndCount,
     rules::deliveries_at_most},
    {"naks-at-most", Depth::kServer,
     "sends no more negative acknowledgements than that", kCount,
     rules::naks_at_most},
    {"lag-at-most", Depth::kServer,
     "acknowledges each of the messages within that time of its publication",
     kMessagesAndMs, rules::lag_at_most},
    {"drained",
     Depth::kServer,
     "leaves nothing unacknowledged and nothing to fetch",
     {},
     rules::drained},
    {"reported-as", Depth::kReports,
     "reports each of the messages with an outcome that fits it",
     kMessagesAndOutcomes, rules::reported_as},
    {"reported-once", Depth::kReports,
     "works on each of the messages once in a run, however often it comes",
     kMessages, rules::reported_once},
    {"in-order", Depth::kReports,
     "works on the messages in the order of the stream", kMessages,
     rules::in_order},
    {"acked-after-report", Depth::kReports,
     "acknowledges none of the messages before it has worked on it", kMessages,
     rules::acked_after_report},
    {"acked-after-api", Depth::kServer,
     "acknowledges none of the messages before the API has answered", kMessages,
     rules::acked_after_api},
    {"draft-told", Depth::kReports,
     "tells that the messages are drafts, or ignores them", kMessages,
     rules::draft_told},
    {"id-told", Depth::kReports,
     "reports the submission's id with each of the messages", kMessages,
     rules::id_told},
    {"gap-told",
     Depth::kReports,
     "tells that the stream discarded messages before it got them",
     {},
     rules::gap_told},
    {"gap-not-told",
     Depth::kReports,
     "tells of no gap where the stream has discarded nothing",
     {},
     rules::gap_not_told},

    // Connections.
    {"websocket",
     Depth::kServer,
     "connects over WebSocket",
     {},
     rules::websocket},
    {"tls", Depth::kServer, "connects over TLS", {}, rules::tls},
    {"nkey-login",
     Depth::kServer,
     "logs in with its NKey and a signature",
     {},
     rules::nkey_login},
    {"no-secret-at-login",
     Depth::kServer,
     "sends no password, token or seed when it logs in",
     {},
     rules::no_secret_at_login},
    {"named", Depth::kServer, "gives its connections a name", {}, rules::named},
    {"refuses-server", Depth::kServer,
     "tries to connect, and neither opens a connection nor logs in before the "
     "end of that span",
     kDuring, rules::refuses_server},
    {"permitted-only",
     Depth::kServer,
     "uses only what its account permits",
     {},
     rules::permitted_only},
    {"connections-at-most", Depth::kServer,
     "makes no more connections than that", kCount, rules::connections_at_most},
    {"backs-off", Depth::kServer,
     "tries to connect no more often than that while it cannot",
     kDuringAndCount, rules::backs_off},
    {"reconnects",
     Depth::kServer,
     "connects and logs in again after its connection was lost",
     {},
     rules::reconnects},
    {"same-subscriptions",
     Depth::kServer,
     "has no more subscriptions after a reconnect than before",
     {},
     rules::same_subscriptions},
    {"answers-pings",
     Depth::kServer,
     "answers a WebSocket ping",
     {},
     rules::answers_pings},

    // Its consumer on the server.
    {"durable-named",
     Depth::kServer,
     "uses the durable consumer that DURABLE_NAME names",
     {},
     rules::durable_named},
    {"durable-pulls",
     Depth::kServer,
     "fetches, and is not pushed to",
     {},
     rules::durable_pulls},
    {"durable-acks-explicitly",
     Depth::kServer,
     "has a consumer with explicit acknowledgement",
     {},
     rules::durable_acks_explicitly},
    {"one-durable",
     Depth::kServer,
     "makes one consumer and no other",
     {},
     rules::one_durable},
    {"durable-kept",
     Depth::kServer,
     "never deletes its consumer, and makes no other when it is started again",
     {},
     rules::durable_kept},
    {"filters-as-asked",
     Depth::kServer,
     "has the server filter by FILTER_SUBJECTS",
     {},
     rules::filters_as_asked},
    {"filters-followed",
     Depth::kServer,
     "fetches by the filters of its last start, or not at all",
     {},
     rules::filters_followed},
    {"durable-ack-wait",
     Depth::kServer,
     "has an ack_wait from 5 s to an hour",
     {},
     rules::durable_ack_wait},
    {"durable-keeps-trying",
     Depth::kServer,
     "has a max_deliver that lasts for three days of failures, or none",
     {},
     rules::durable_keeps_trying},
    {"durable-outlasts-absence",
     Depth::kServer,
     "has an inactive_threshold of three days at least, or none",
     {},
     rules::durable_outlasts_absence},
    {"durable-from-the-start",
     Depth::kServer,
     "has a deliver_policy that leaves out nothing that the stream holds",
     {},
     rules::durable_from_the_start},
    {"durable-whole-events",
     Depth::kServer,
     "is sent events, and not only their headers",
     {},
     rules::durable_whole_events},
    {"durable-at-full-pace",
     Depth::kServer,
     "has a replay_policy that sends a backlog as fast as it is read",
     {},
     rules::durable_at_full_pace},
    {"durable-stored",
     Depth::kServer,
     "has a consumer that is stored as often and as well as the stream",
     {},
     rules::durable_stored},

    // Rates.
    {"requests-at-most", Depth::kServer,
     "sends no more requests than that while there is nothing to do",
     kDuringAndCount, rules::requests_at_most},

    // The program.
    {"stays-alive",
     Depth::kServer,
     "does not end by itself",
     {},
     rules::stays_alive},
    {"ends-softly",
     Depth::kServer,
     "goes on trying, or ends by itself with an exit code that tells of a "
     "failure",
     {},
     rules::ends_softly},
    {"goes-on-or-fails", Depth::kServer,
     "acknowledges each of the messages, or ends by itself with an exit code "
     "that tells of a failure",
     kMessages, rules::goes_on_or_fails},
    {"exits-on-signal", Depth::kServer, "ends within that time of a SIGTERM",
     kMs, rules::exits_on_signal},
    {"exits-with-success",
     Depth::kServer,
     "ends with exit code 0 after a SIGTERM",
     {},
     rules::exits_with_success},

    // The recovery API.
    {"api-asked", Depth::kServer,
     "downloads the submission of each of the messages", kMessagesAndStatus,
     rules::api_asked},
    {"api-not-asked", Depth::kServer,
     "downloads the submission of none of the messages", kMessages,
     rules::api_not_asked},
    {"api-asked-at-most", Depth::kServer,
     "asks the API no more often than that", kCount, rules::api_asked_at_most},

    // Secrets.
    {"no-secrets", Depth::kServer,
     "shows no key, seed or plaintext in its output or its arguments",
     kSecretsAndPlace, rules::no_secrets},
};

}  // namespace

std::span<const RuleDescription> consumer_rules() { return kRules; }

const RuleDescription* find_consumer_rule(std::string_view name) {
  const auto rule = std::ranges::find(kRules, name, &RuleDescription::name);
  return rule == std::end(kRules) ? nullptr : &*rule;
}

}  // namespace chefs::conformance
