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

transport::NatsConnectionOptions options_for(const std::string& url,
                                             const contract::UserNkey& admin) {
  transport::NatsConnectionOptions options;
  options.url = url;
  options.name = "chefs-mock stage";
  options.nkey = admin;
  options.reconnect_wait = std::chrono::milliseconds(20);
  options.max_reconnect_wait = std::chrono::milliseconds(100);
  return options;
}

}  // namespace

std::optional<Json> ask_server(const transport::NatsConnection& connection,
                               const std::string& subject,
                               const std::string& payload) {
  natsMsg* answer = nullptr;
  const natsStatus status = natsConnection_RequestString(
      &answer, connection.get(), subject.c_str(), payload.c_str(), kAnswerMs);
  const transport::MessageHandle owner(answer);
  if (status != NATS_OK) return std::nullopt;
  Json json = Json::parse(data_of(answer), nullptr, false);
  if (json.is_discarded()) return std::nullopt;
  return json;
}

AdminLink::AdminLink(const std::string& url, const contract::UserNkey& admin,
                     TimelineRecorder& recorder)
    : recorder_(recorder), connection_(std::in_place, options_for(url, admin)) {
  const char* attempted = "listen to JetStream's advisories";
  natsSubscription* subscription = nullptr;
  transport::check(natsConnection_Subscribe(&subscription, connection_->get(),
                                            "$JS.EVENT.>", on_advisory, this),
                   attempted);
  advisories_.reset(subscription);
  transport::check(natsSubscription_SetOnCompleteCB(
                       subscription, on_no_more_advisories, this),
                   attempted);
  transport::check(natsConnection_Flush(connection_->get()), attempted);
}

AdminLink::~AdminLink() {
  advisories_.reset();
  connection_.reset();
  // cnats may still be in the midst of a call.
  no_more_advisories_.get_future().wait();
}

void AdminLink::on_advisory(natsConnection*, natsSubscription*,
                            natsMsg* message, void* self) {
  const transport::MessageHandle owner(message);
  std::string text = natsMsg_GetSubject(message);
  text += ' ';
  text += data_of(message);
  if (text.size() > kAdvisoryBytes) text.resize(kAdvisoryBytes);
  static_cast<AdminLink*>(self)->recorder_.add(
      {.kind = EventKind::kAdvisory, .text = std::move(text)});
}

void AdminLink::on_no_more_advisories(void* self) {
  static_cast<AdminLink*>(self)->no_more_advisories_.set_value();
}

}  // namespace chefs::conformance
