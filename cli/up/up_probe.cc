#include "cli/up/up_probe.h"

#include <fmt/format.h>

#include <string>

#include "base/environment_error.h"
#include "base/nats_connection.h"
#include "base/nats_handles.h"
#include "consumer-kit/websocket/tunnel.h"
#include "contract/stream_limits.h"

namespace chefs::cli {
namespace {

using base::EnvironmentError;

void require_stream(const base::NatsConnection& connection) {
  const base::JetStreamHandle jetstream = connection.jetstream();
  const std::string name(contract::kStreamName);
  jsStreamInfo* info = nullptr;
  jsErrCode code{};
  const natsStatus status =
      js_GetStreamInfo(&info, jetstream.get(), name.c_str(), nullptr, &code);
  const base::StreamInfoHandle owner(info);
  base::check(status, "ask for the stream " + name, static_cast<int>(code));
}

void probe(const producer::Broker& broker,
           const producer::BrokerAddress& address) {
  const consumer::Tunnel tunnel(
      {.servers = {address.websocket_url}, .ca_file = address.ca_file});
  try {
    const base::NatsConnection connection(
        {.url = tunnel.url(),
         .name = "chefs-mock readiness",
         .nkey = broker.accounts().consumers.front()});
    require_stream(connection);
  } catch (const std::runtime_error& error) {
    throw EnvironmentError(fmt::format(
        "the server is up, but a consumer cannot use it over {}: {}{}{}",
        address.websocket_url, error.what(),
        tunnel.last_error().empty() ? "" : "; ", tunnel.last_error()));
  }
}

}  // namespace

void probe_as_consumer(const producer::Broker& broker) {
  for (const producer::BrokerAddress& address : broker.addresses()) {
    probe(broker, address);
  }
}

}  // namespace chefs::cli
