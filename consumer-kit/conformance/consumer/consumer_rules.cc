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
constexpr RuleParameter kMs[] = {{"ms", Kind::kMilliseconds}};

constexpr RuleDescription kRules[] = {
    // Messages.
    {"acknowledged", Depth::kServer,
     "acknowledges each of the messages, so that none comes again", kMessages},
    {"settled", Depth::kServer,
     "acknowledges or terminates each of the messages, so that none comes "
     "again",
     kMessages},
    {"not-delivered", Depth::kServer, "asks for none of the messages",
     kMessages},
    {"redelivered", Depth::kServer, "gets each of the messages twice or more",
     kMessages},
    {"deliveries-at-most", Depth::kServer,
     "gets none of the messages more often than that", kMessagesAndCount},
    {"naks-at-most", Depth::kServer,
     "sends no more negative acknowledgements than that", kCount},
    {"lag-at-most", Depth::kServer,
     "acknowledges each of the messages within that time of its publication",
     kMessagesAndMs},
    {"drained",
     Depth::kServer,
     "leaves nothing unacknowledged and nothing to fetch",
     {}},
    {"reported-as", Depth::kReports,
     "reports each of the messages with an outcome that fits it",
     kMessagesAndOutcomes},
    {"reported-once", Depth::kReports,
     "works on each of the messages once in a run, however often it comes",
     kMessages},
    {"in-order", Depth::kReports,
     "works on the messages in the order of the stream", kMessages},
    {"acked-after-report", Depth::kReports,
     "acknowledges none of the messages before it has worked on it", kMessages},
    {"acked-after-api", Depth::kServer,
     "acknowledges none of the messages before the API has answered",
     kMessages},
    {"draft-told", Depth::kReports,
     "tells that the messages are drafts, or ignores them", kMessages},
    {"id-told", Depth::kReports,
     "reports the submission's id with each of the messages", kMessages},
    {"gap-told",
     Depth::kReports,
     "tells that the stream discarded messages before it got them",
     {}},

    // Connections.
    {"websocket", Depth::kServer, "connects over WebSocket", {}},
    {"tls", Depth::kServer, "connects over TLS", {}},
    {"nkey-login", Depth::kServer, "logs in with its NKey and a signature", {}},
    {"no-secret-at-login",
     Depth::kServer,
     "sends no password, token or seed when it logs in",
     {}},
    {"named", Depth::kServer, "gives its connections a name", {}},
    {"permitted-only",
     Depth::kServer,
     "uses only what its account permits",
     {}},
    {"connections-at-most", Depth::kServer,
     "makes no more connections than that", kCount},
    {"backs-off", Depth::kServer,
     "tries to connect no more often than that while it cannot",
     kDuringAndCount},
    {"reconnects",
     Depth::kServer,
     "connects and logs in again after its connection was lost",
     {}},
    {"same-subscriptions",
     Depth::kServer,
     "has no more subscriptions after a reconnect than before",
     {}},

    // Its consumer on the server.
    {"durable-named",
     Depth::kServer,
     "uses the durable consumer that DURABLE_NAME names",
     {}},
    {"durable-pulls", Depth::kServer, "fetches, and is not pushed to", {}},
    {"durable-acks-explicitly",
     Depth::kServer,
     "has a consumer with explicit acknowledgement",
     {}},
    {"one-durable", Depth::kServer, "makes one consumer and no other", {}},
    {"durable-kept",
     Depth::kServer,
     "never deletes its consumer, and makes no other when it is started again",
     {}},
    {"filters-as-asked",
     Depth::kServer,
     "has the server filter by FILTER_SUBJECTS",
     {}},

    // Rates.
    {"requests-at-most", Depth::kServer,
     "sends no more requests than that while there is nothing to do",
     kDuringAndCount},

    // The program.
    {"stays-alive", Depth::kServer, "does not end by itself", {}},
    {"ends-softly",
     Depth::kServer,
     "goes on trying, or ends by itself with an exit code that tells of a "
     "failure",
     {}},
    {"exits-on-signal", Depth::kServer, "ends within that time of a SIGTERM",
     kMs},
    {"exits-with-success",
     Depth::kServer,
     "ends with exit code 0 after a SIGTERM",
     {}},

    // The recovery API.
    {"api-asked", Depth::kServer,
     "downloads the submission of each of the messages", kMessagesAndStatus},
    {"api-not-asked", Depth::kServer,
     "downloads the submission of none of the messages", kMessages},
    {"api-asked-at-most", Depth::kServer,
     "asks the API no more often than that", kCount},

    // Secrets.
    {"no-secrets",
     Depth::kServer,
     "shows no key, seed or plaintext in its output or its arguments",
     {}},
};

}  // namespace

std::span<const RuleDescription> consumer_rules() { return kRules; }

const RuleDescription* find_consumer_rule(std::string_view name) {
  const auto rule = std::ranges::find(kRules, name, &RuleDescription::name);
  return rule == std::end(kRules) ? nullptr : &*rule;
}

}  // namespace chefs::conformance
