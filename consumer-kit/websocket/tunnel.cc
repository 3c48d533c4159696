#include "consumer-kit/websocket/tunnel.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "base/await.h"
#include "base/environment_error.h"
#include "consumer-kit/websocket/server_address.h"
#include "consumer-kit/websocket/tunnel_session.h"
#include "consumer-kit/websocket/websocket_client.h"

namespace chefs::consumer {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::EnvironmentError;
using base::kAwait;

// How long a server is given to answer the goodbye when the tunnel ends.
constexpr std::chrono::seconds kGoodbye{1};
// Between attempts to accept when that fails (no more file descriptors).
constexpr std::chrono::milliseconds kAcceptBackOff{100};

std::vector<ServerAddress> parse_all(const std::vector<std::string>& servers) {
  if (servers.empty()) throw EnvironmentError("no server address is given");
  std::vector<ServerAddress> addresses;
  for (const auto& server : servers) {
    auto read = parse_server_address(server);
    if (const auto* fault = std::get_if<base::UrlFault>(&read)) {
      throw EnvironmentError(fault->text);
    }
    addresses.push_back(std::get<ServerAddress>(std::move(read)));
  }
  return addresses;
}

bool any_is_tls(const std::vector<ServerAddress>& addresses) {
  return std::any_of(addresses.begin(), addresses.end(),
                     [](const ServerAddress& address) {
                       return address.scheme == WebSocketScheme::kTls;
                     });
}

asio::ssl::context make_tls(const std::filesystem::path& ca_file,
                            const std::vector<ServerAddress>& addresses) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  boost::system::error_code error;
  if (!ca_file.empty()) {
    tls.load_verify_file(ca_file.string(), error);
  } else if (any_is_tls(addresses)) {
    // Reading the system's certificates takes tens of milliseconds.
    tls.set_default_verify_paths(error);
  }
  if (error) {
    throw EnvironmentError("cannot read the CA file " + ca_file.string() +
                           ": " + error.message());
  }
  return tls;
}

}  // namespace

// The io_context comes after what its coroutines refer to: its destructor
// destroys those that are still suspended.
struct Tunnel::State {
  explicit State(TunnelOptions chosen);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  asio::awaitable<void> accept_all();
  void accept(tcp::socket client);
  asio::awaitable<void> serve(std::shared_ptr<TunnelSession> session);
  asio::awaitable<OpenedWebSocket> open_next_server();
  void tell(TunnelEventKind kind, const std::string& text);
  void remember(const std::string& error);
  void begin_to_end();

  const TunnelOptions options;
  const std::vector<ServerAddress> addresses;
  asio::ssl::context tls;
  mutable std::mutex mutex;
  std::string last_error;
  std::string url;
  std::atomic<bool> has_opened = false;
  std::size_t next_server = 0;
  std::weak_ptr<TunnelSession> active;
  std::promise<void> ended;
  asio::io_context io;
  tcp::acceptor acceptor;
  std::jthread thread;
};

Tunnel::State::State(TunnelOptions chosen)
    : options(std::move(chosen)),
      addresses(parse_all(options.servers)),
      tls(make_tls(options.ca_file, addresses)),
      io(1),
      acceptor(io) {
  try {
    acceptor.open(tcp::v4());
    acceptor.bind({asio::ip::address_v4::loopback(), 0});
    acceptor.listen();
  } catch (const boost::system::system_error& e) {
    throw EnvironmentError("cannot open a loopback port for the tunnel: " +
                           e.code().message());
  }
  url = "nats://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
  asio::co_spawn(io, accept_all(), asio::detached);
  thread = std::jthread([this] {
    io.run();
    ended.set_value();
  });
}

Tunnel::State::~State() {
  asio::post(io, [this] { begin_to_end(); });
  if (ended.get_future().wait_for(kGoodbye) == std::future_status::timeout) {
    io.stop();
  }
}

void Tunnel::State::begin_to_end() {
  acceptor.close();
  const auto session = active.lock();
  if (!session) return;
  if (session->is_relaying()) return session->hang_up();
  // It is still looking for a server.
  io.stop();
}

void Tunnel::State::tell(TunnelEventKind kind, const std::string& text) {
  if (options.on_event) options.on_event({kind, text});
}

void Tunnel::State::remember(const std::string& error) {
  std::lock_guard lock(mutex);
  last_error = error;
}

asio::awaitable<void> Tunnel::State::accept_all() {
  asio::steady_timer back_off(io);
  while (acceptor.is_open()) {
    auto [error, client] = co_await acceptor.async_accept(kAwait);
    if (!error) {
      accept(std::move(client));
    } else if (acceptor.is_open()) {
      remember("cannot take a connection on the loopback port: " +
               error.message());
      back_off.expires_after(kAcceptBackOff);
      co_await back_off.async_wait(kAwait);
    }
  }
}

void Tunnel::State::accept(tcp::socket client) {
  if (const auto current = active.lock()) {
    if (!current->client_has_left()) {
      tell(TunnelEventKind::kRefused,
           "refused a second connection to the tunnel's loopback port");
      return;
    }
    current->abort();
  }
  auto session = std::make_shared<TunnelSession>(std::move(client));
  active = session;
  asio::co_spawn(io, serve(std::move(session)), asio::detached);
}

asio::awaitable<void> Tunnel::State::serve(
    std::shared_ptr<TunnelSession> session) {
  remember(to_string(addresses[next_server]) + " has not answered yet");
  OpenedWebSocket opened = co_await open_next_server();
  if (const auto* failure = std::get_if<OpenFailure>(&opened)) {
    remember(failure->text);
    tell(TunnelEventKind::kFailed, failure->text);
    session->hang_up();
    co_return;
  }
  remember({});
  has_opened = true;
  co_await session->relay(
      std::get<std::unique_ptr<WebSocketClient>>(std::move(opened)),
      [this](const std::string& why) {
        remember(why);
        tell(TunnelEventKind::kEnded, why);
      });
}

asio::awaitable<OpenedWebSocket> Tunnel::State::open_next_server() {
  const WebSocketTimes times{.handshake = options.timeout,
                             .idle = options.idle_timeout};
  std::string failures;
  for (std::size_t tried = 0; tried < addresses.size(); ++tried) {
    const auto& address = addresses[next_server];
    next_server = (next_server + 1) % addresses.size();
    OpenedWebSocket opened = co_await open_websocket(address, tls, times);
    const auto* failure = std::get_if<OpenFailure>(&opened);
    if (failure == nullptr) {
      tell(TunnelEventKind::kOpened, to_string(address));
      co_return opened;
    }
    failures += (failures.empty() ? "" : "; ") + failure->text;
  }
  co_return OpenFailure{failures};
}

Tunnel::Tunnel(TunnelOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}

Tunnel::~Tunnel() = default;

const std::string& Tunnel::url() const { return state_->url; }

std::string Tunnel::last_error() const {
  std::lock_guard lock(state_->mutex);
  return state_->last_error;
}

bool Tunnel::has_opened() const { return state_->has_opened; }

}  // namespace chefs::consumer
