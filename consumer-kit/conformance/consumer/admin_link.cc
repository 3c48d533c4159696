#include "consumer-kit/conformance/consumer/admin_link.h"

#include <string_view>

namespace chefs::conformance {
namespace {

constexpr std::size_t kAdvisoryBytes = 600;

std::string advisory_text(natsMsg* message) {
  std::string text = natsMsg_GetSubject(message);
  text += ' ';
  text += std::string_view(
      natsMsg_GetData(message),
      static_cast<std::size_t>(natsMsg_GetDataLength(message)));
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
