#include "base/nats_connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include "base/environment_error.h"
#include "base/file_descriptor.h"
#include "contract/hex.h"

namespace chefs::base {
namespace {

// All of them fail once in 2^32 times.
constexpr int kSignatureAttempts = 4;

constexpr int kMaxPingsOut = 2;

// A password in a URL is a secret.
std::string without_credentials(const std::string& url) {
  const auto scheme = url.find("://");
  const auto start = scheme == std::string::npos ? 0 : scheme + 3;
  const auto at = url.rfind('@');
  if (at == std::string::npos || at < start) return url;
  return url.substr(0, start) + url.substr(at + 1);
}

// cnats does not tell that it got no socket, nor why.
std::error_code why_no_socket() {
  const FileDescriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return made ? std::error_code()
              : std::error_code(errno, std::generic_category());
}

std::string advice(natsStatus status, const NatsConnectionOptions& options) {
  switch (status) {
    case NATS_CONNECTION_AUTH_FAILED:
      if (!options.nkey) return "; the server asks for credentials";
      return "; the server does not know the NKey " +
             options.nkey->public_key() + ", or its seed does not fit";
    case NATS_NO_SERVER:
    case NATS_TIMEOUT:
      return "; check that the server is running and the address is right";
    case NATS_SSL_ERROR:
      return "; check the CA file and the server's certificate";
    default:
      return {};
  }
}

}  // namespace

struct NatsConnection::State {
  explicit State(NatsConnectionOptions chosen) : options(std::move(chosen)) {}
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  OptionsHandle make_options();
  void set_credentials(natsOptions* made);
  void set_callbacks(natsOptions* made);
  void connect();
  std::shared_ptr<NatsSubscription::Record> keep(
      NatsSubscription::OnMessage on_message);
  void tell(ConnectionEventKind kind, const std::string& text);

  static natsStatus sign(char** error, unsigned char** signature, int* length,
                         const char* nonce, void* closure);
  static int64_t reconnect_delay_ms(natsConnection* nc, int attempts,
                                    void* closure);
  static void on_disconnected(natsConnection* nc, void* closure);
  static void on_reconnected(natsConnection* nc, void* closure);
  static void on_closed(natsConnection* nc, void* closure);
  static void on_error(natsConnection* nc, natsSubscription* subscription,
                       natsStatus status, void* closure);

  const NatsConnectionOptions options;
  std::mutex mutex;
  std::condition_variable closed_changed;
  bool is_closed = false;
  // cnats 3.4 takes a signature for a C string and sends none if it starts with
  // a zero byte, as one in 256 does. Each attempt gets another nonce to sign.
  std::atomic<bool> has_unsendable_signature = false;
  std::string last_error;
  // All that were ever made.
  std::vector<std::shared_ptr<NatsSubscription::Record>> subscriptions;
  ConnectionHandle connection;
};

// cnats calls back on its own threads until the closed callback has run, which
// is the last one: this object must live until then. By then its reader has
// ended too, and with it what could still write to a subscription.
NatsConnection::State::~State() {
  if (!connection) return;
  natsConnection_Close(connection.get());
  {
    std::unique_lock lock(mutex);
    closed_changed.wait(lock, [this] { return is_closed; });
  }
  for (const auto& each : subscriptions) NatsSubscription::free(*each);
}

std::shared_ptr<NatsSubscription::Record> NatsConnection::State::keep(
    NatsSubscription::OnMessage on_message) {
  auto record = NatsSubscription::record_for(std::move(on_message));
  std::lock_guard lock(mutex);
  subscriptions.push_back(record);
  return record;
}

natsStatus NatsConnection::State::sign(char** error, unsigned char** signature,
                                       int* length, const char* nonce,
                                       void* closure) {
  *error = nullptr;
  try {
    const auto& nkey = static_cast<State*>(closure)->options.nkey;
    const auto bytes = nkey->sign(contract::as_bytes(nonce));
    if (bytes.front() == std::byte{0}) {
      static_cast<State*>(closure)->has_unsendable_signature = true;
      *error = ::strdup("cnats cannot send a signature that starts with 0");
      return NATS_ERR;
    }
    // cnats frees it.
    auto* copy = static_cast<unsigned char*>(std::malloc(bytes.size()));
    if (copy == nullptr) return NATS_NO_MEMORY;
    std::memcpy(copy, bytes.data(), bytes.size());
    *signature = copy;
    *length = static_cast<int>(bytes.size());
    return NATS_OK;
  } catch (const std::exception& e) {
    *error = ::strdup(e.what());
    return NATS_ERR;
  }
}

int64_t NatsConnection::State::reconnect_delay_ms(natsConnection*, int attempts,
                                                  void* closure) {
  const auto& options = static_cast<State*>(closure)->options;
  auto delay = options.reconnect_wait;
  for (int i = 1; i < attempts && delay < options.max_reconnect_wait; ++i) {
    delay *= 2;
  }
  return std::min(delay, options.max_reconnect_wait).count();
}

void NatsConnection::State::tell(ConnectionEventKind kind,
                                 const std::string& text) {
  if (!text.empty()) {
    std::lock_guard lock(mutex);
    last_error = text;
  }
  if (options.on_event) options.on_event({kind, text});
}

namespace {

std::string server_words(natsConnection* nc) {
  const char* text = nullptr;
  natsConnection_GetLastError(nc, &text);
  return text == nullptr ? std::string() : std::string(text);
}

}  // namespace

void NatsConnection::State::on_disconnected(natsConnection* nc, void* closure) {
  static_cast<State*>(closure)->tell(ConnectionEventKind::kDisconnected,
                                     server_words(nc));
}

void NatsConnection::State::on_reconnected(natsConnection*, void* closure) {
  static_cast<State*>(closure)->tell(ConnectionEventKind::kReconnected, {});
}

void NatsConnection::State::on_closed(natsConnection* nc, void* closure) {
  auto* state = static_cast<State*>(closure);
  state->tell(ConnectionEventKind::kClosed, server_words(nc));
  std::lock_guard lock(state->mutex);
  state->is_closed = true;
  state->closed_changed.notify_all();
}

void NatsConnection::State::on_error(natsConnection* nc, natsSubscription*,
                                     natsStatus status, void* closure) {
  std::string text = server_words(nc);
  if (text.empty()) text = last_error_text(status);
  static_cast<State*>(closure)->tell(ConnectionEventKind::kAsyncError, text);
}

void NatsConnection::State::set_credentials(natsOptions* made) {
  if (options.nkey) {
    check(natsOptions_SetNKey(made, options.nkey->public_key().c_str(), sign,
                              this),
          "set the NKey");
  }
  if (options.ca_file.empty()) return;
  const auto status = natsOptions_LoadCATrustedCertificates(
      made, options.ca_file.string().c_str());
  if (status != NATS_OK) {
    throw EnvironmentError("cannot read the CA file " +
                           options.ca_file.string() + ": " +
                           last_error_text(status));
  }
}

void NatsConnection::State::set_callbacks(natsOptions* made) {
  check(natsOptions_SetDisconnectedCB(made, on_disconnected, this),
        "set a callback");
  check(natsOptions_SetReconnectedCB(made, on_reconnected, this),
        "set a callback");
  check(natsOptions_SetClosedCB(made, on_closed, this), "set a callback");
  check(natsOptions_SetErrorHandler(made, on_error, this), "set a callback");
}

OptionsHandle NatsConnection::State::make_options() {
  natsOptions* raw = nullptr;
  check(natsOptions_Create(&raw), "make options for a NATS connection");
  OptionsHandle made(raw);
  check(natsOptions_SetURL(raw, options.url.c_str()),
        "use the server address " + without_credentials(options.url));
  check(natsOptions_SetName(raw, options.name.c_str()), "set the client name");
  check(natsOptions_SetTimeout(raw, options.timeout.count()),
        "set the timeout");
  check(natsOptions_SetMaxReconnect(raw, options.max_reconnect),
        "limit reconnecting");
  check(natsOptions_SetCustomReconnectDelay(raw, reconnect_delay_ms, this),
        "set the time between reconnects");
  check(natsOptions_SetPingInterval(raw, options.ping_interval.count()),
        "set the time between pings");
  check(natsOptions_SetMaxPingsOut(raw, kMaxPingsOut), "limit pings");
  // A server behind a tunnel or a container tells addresses that are of no use
  // to this side.
  check(natsOptions_SetIgnoreDiscoveredServers(raw, true),
        "ignore discovered servers");
  if (options.loop != nullptr) options.loop->drive(raw);
  set_credentials(raw);
  set_callbacks(raw);
  return made;
}

void NatsConnection::State::connect() {
  const OptionsHandle made = make_options();
  natsConnection* raw = nullptr;
  natsStatus status = NATS_OK;
  int attempts = 0;
  do {
    has_unsendable_signature = false;
    status = natsConnection_Connect(&raw, made.get());
  } while (has_unsendable_signature && ++attempts < kSignatureAttempts);
  if (status != NATS_OK) {
    const std::string attempted =
        "cannot connect to " + without_credentials(options.url) + ": ";
    if (const auto error = why_no_socket()) {
      throw EnvironmentError(attempted + error.message());
    }
    const std::string text =
        attempted + last_error_text(status) + advice(status, options);
    if (status == NATS_CONNECTION_AUTH_FAILED) throw AuthorizationError(text);
    throw EnvironmentError(text);
  }
  connection.reset(raw);
}

NatsConnection::NatsConnection(NatsConnectionOptions options)
    : state_(std::make_unique<State>(std::move(options))) {
  try {
    state_->connect();
  } catch (const NatsError& e) {
    throw EnvironmentError(e.what());
  }
}

NatsConnection::~NatsConnection() = default;
NatsConnection::NatsConnection(NatsConnection&&) noexcept = default;
NatsConnection& NatsConnection::operator=(NatsConnection&&) noexcept = default;

natsConnection* NatsConnection::get() const { return state_->connection.get(); }

JetStreamHandle NatsConnection::jetstream(jsOptions* options) const {
  jsCtx* raw = nullptr;
  check(natsConnection_JetStream(&raw, get(), options),
        "make a JetStream context");
  return JetStreamHandle(raw);
}

NatsSubscription NatsConnection::subscribe(
    const std::string& subject, NatsSubscription::OnMessage on_message) const {
  auto record = state_->keep(std::move(on_message));
  NatsSubscription::start(*record, get(), subject);
  return NatsSubscription(std::move(record));
}

NatsSubscription NatsConnection::own(natsSubscription* made) const {
  auto record = state_->keep(nullptr);
  NatsSubscription::take_over(*record, made);
  return NatsSubscription(std::move(record));
}

std::string NatsConnection::last_error() const {
  std::lock_guard lock(state_->mutex);
  return state_->last_error;
}

}  // namespace chefs::base
