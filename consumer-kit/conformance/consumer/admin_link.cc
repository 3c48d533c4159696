#include "consumer-kit/conformance/consumer/admin_link.h"

#include <string_view>
#include <utility>

#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;

constexpr std::int64_t kAnswerMs = 2'000;
constexpr std::size_t kAdvisoryBytes = 600;

std::string_view data_of(natsMsg* message) {
  return {natsMsg_GetData(message),
          static_cast<std::size_t>(natsMsg_GetDataLength(message))};
}

std::string advisory_text(natsMsg* message) {
  std::string text = natsMsg_GetSubject(message);
  text += ' ';
  text += data_of(message);
  if (text.size() > kAdvisoryBytes) text.resize(kAdvisoryBytes);
  return text;
}

base::NatsConnectionOptions options_for(const std::string& url,
                                        const contract::UserNkey& admin) {
  base::NatsConnectionOptions options;
  options.url = url;
  options.name = "chefs-mock stage";
  options.nkey = admin;
  options.reconnect_wait = std::chrono::milliseconds(20);
  options.max_reconnect_wait = std::chrono::milliseconds(100);
  return options;
}

}  // namespace

std::optional<Json> ask_server(const base::NatsConnection& connection,
                               const std::string& subject,
                               const std::string& payload) {
  natsMsg* answer = nullptr;
  const natsStatus status = natsConnection_RequestString(
      &answer, connection.get(), subject.c_str(), payload.c_str(), kAnswerMs);
  const base::MessageHandle owner(answer);
  if (status != NATS_OK) return std::nullopt;
  Json json = Json::parse(data_of(answer), nullptr, false);
  if (json.is_discarded()) return std::nullopt;
  return json;
}

AdminLink::AdminLink(const std::string& url, const contract::UserNkey& admin,
                     TimelineRecorder& recorder)
    : connection_(options_for(url, admin)),
      advisories_(connection_.subscribe(
          "$JS.EVENT.>",
          [&recorder](natsSubscription*, base::MessageHandle message) {
            recorder.add({.kind = EventKind::kAdvisory,
                          .text = advisory_text(message.get())});
          })) {
  base::check(natsConnection_Flush(connection_.get()),
              "listen to JetStream's advisories");
}

}  // namespace chefs::conformance
