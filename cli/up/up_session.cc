#include "cli/up/up_session.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>

#include "base/environment_error.h"
#include "base/nats_connection.h"
#include "base/nats_handles.h"
#include "cli/quantity.h"
#include "consumer-kit/websocket/tunnel.h"
#include "contract/cryptr.h"
#include "contract/hex.h"
#include "contract/stream_limits.h"

namespace chefs::cli {
namespace {

using base::EnvironmentError;

std::uint64_t seed_of(const UpOptions& options) {
  if (options.seed) return *options.seed;
  return contract::SystemRandom().below(kSeedBound);
}

// The seed is printed and NKeys are secrets: they come from it only if it was
// given on purpose.
std::unique_ptr<contract::RandomSource> account_random(
    const UpOptions& options) {
  if (!options.seed) return std::make_unique<contract::SystemRandom>();
  return std::make_unique<contract::SeededRandom>(*options.seed, "accounts");
}

// As CHEFS generates it: 32 random bytes in hex.
contract::Secret new_encryption_key(std::uint64_t seed) {
  contract::SeededRandom random(seed, "encryption key");
  std::array<std::byte, contract::kKeyBytes> bytes{};
  random.fill(bytes);
  return contract::Secret(contract::to_hex(bytes));
}

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

// Whether consumers can use the stream: over WebSocket, with a consumer's NKey,
// JetStream tells of the stream. An open port would prove less.
void probe_as_consumer(const producer::Broker& broker) {
  for (const producer::BrokerAddress& address : broker.addresses()) {
    probe(broker, address);
  }
}

}  // namespace

UpSession::UpSession(const UpOptions& options,
                     const producer::BrokerOptions& wanted)
    : profile(options.profile()),
      seed(seed_of(options)),
      broker(wanted, *account_random(options), std::chrono::system_clock::now(),
             probe_as_consumer) {
  env.encryption_key = new_encryption_key(seed);
}

}  // namespace chefs::cli
