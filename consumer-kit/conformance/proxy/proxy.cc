#include "consumer-kit/conformance/proxy/proxy.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <thread>
#include <utility>

#include "base/await.h"
#include "base/environment_error.h"
#include "consumer-kit/conformance/proxy/byte_stream.h"
#include "consumer-kit/conformance/proxy/fault_injector.h"
#include "consumer-kit/conformance/proxy/proxy_session.h"

namespace chefs::conformance {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::EnvironmentError;
using base::kAwait;

// Between attempts to accept when that fails (no more file descriptors).
constexpr std::chrono::milliseconds kAcceptBackOff{100};

asio::ssl::context make_tls(const ProxyOptions& options) {
  asio::ssl::context tls(asio::ssl::context::tls_server);
  if (options.certificate_chain.empty()) return tls;
  if (options.protocol != ProxyProtocol::kWebsocket) {
    throw EnvironmentError(
        "cannot put TLS in front of plain NATS: use it with WebSocket");
  }
  boost::system::error_code error;
  tls.use_certificate_chain_file(options.certificate_chain.string(), error);
  if (!error) {
    tls.use_private_key_file(options.private_key.string(),
                             asio::ssl::context::pem, error);
  }
  if (error) {
    throw EnvironmentError(
        fmt::format("cannot use the certificate {} with the key {}: {}",
                    options.certificate_chain.string(),
                    options.private_key.string(), error.message()));
  }
  return tls;
}

}  // namespace

// The io_context comes after what its coroutines refer to: its destructor
// destroys those that are still suspended.
struct Proxy::State {
  struct Listener {
    std::size_t index;
    std::uint16_t upstream_port;
    tcp::acceptor acceptor;
    std::uint16_t port = 0;
  };

  State(ProxyOptions chosen, FaultPlan plan, ProxyWatcher watcher);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void listen(std::size_t index);
  asio::awaitable<void> accept_all(Listener& listener);
  void accept(const Listener& listener, tcp::socket program);
  void begin(const Listener& listener, std::uint32_t connection,
             tcp::socket program, std::vector<Fault> first);
  bool is_tls() const { return !options.certificate_chain.empty(); }
  std::string session_name() const;
  std::string url(std::uint16_t port) const;

  const ProxyOptions options;
  asio::ssl::context tls;
  FaultInjector injector;
  asio::io_context io;
  std::list<Listener> listeners;
  std::jthread thread;
};

Proxy::State::State(ProxyOptions chosen, FaultPlan plan, ProxyWatcher watcher)
    : options(std::move(chosen)),
      tls(make_tls(options)),
      injector(std::move(plan), std::move(watcher)),
      io(1) {
  if (options.upstreams.empty()) {
    throw EnvironmentError("cannot start the proxy: no server is given");
  }
  for (std::size_t i = 0; i < options.upstreams.size(); ++i) listen(i);
  for (Listener& listener : listeners) {
    asio::co_spawn(io, accept_all(listener), asio::detached);
  }
  thread = std::jthread([this] { io.run(); });
}

Proxy::State::~State() {
  io.stop();
  thread.join();
}

void Proxy::State::listen(std::size_t index) {
  const std::uint16_t wanted = index == 0 ? options.port : std::uint16_t{0};
  Listener& listener = listeners.emplace_back(
      Listener{index, options.upstreams[index].port, tcp::acceptor(io)});
  try {
    listener.acceptor.open(tcp::v4());
    listener.acceptor.set_option(tcp::acceptor::reuse_address(true));
    listener.acceptor.bind({asio::ip::address_v4::loopback(), wanted});
    listener.acceptor.listen();
  } catch (const boost::system::system_error& error) {
    throw EnvironmentError(
        fmt::format("cannot listen on port {} for the proxy: {}{}", wanted,
                    error.code().message(),
                    wanted == 0 ? "" : "; give 0 for any free port"));
  }
  listener.port = listener.acceptor.local_endpoint().port();
}

asio::awaitable<void> Proxy::State::accept_all(Listener& listener) {
  asio::steady_timer back_off(io);
  while (true) {
    auto [error, program] = co_await listener.acceptor.async_accept(kAwait);
    if (!error) {
      accept(listener, std::move(program));
      continue;
    }
    back_off.expires_after(kAcceptBackOff);
    co_await back_off.async_wait(kAwait);
  }
}

void Proxy::State::accept(const Listener& listener, tcp::socket program) {
  const std::uint32_t connection = injector.next_connection();
  const auto now = std::chrono::steady_clock::now();
  std::vector<Fault> first;
  for (const Fault& fault : injector.count(FaultMoment::kOpen, connection)) {
    if (fault.action == FaultAction::kCut) {
      injector.applied(fault, connection);
      injector.tell({.kind = EventKind::kClosed,
                     .connection = connection,
                     .text = "by fault"});
      return make_plain_stream(std::move(program))->reset();
    }
    if (fault.action != FaultAction::kRefuse) {
      first.push_back(fault);
      continue;
    }
    injector.applied(fault, connection);
    injector.begin_refusing(fault, now);
  }
  if (injector.refuses(now)) {
    injector.tell({.kind = EventKind::kRefused,
                   .connection = connection,
                   .text = "by fault"});
    return make_plain_stream(std::move(program))->reset();
  }
  begin(listener, connection, std::move(program), std::move(first));
}

void Proxy::State::begin(const Listener& listener, std::uint32_t connection,
                         tcp::socket program, std::vector<Fault> first) {
  auto stream = is_tls() ? make_tls_stream(std::move(program), tls)
                         : make_plain_stream(std::move(program));
  auto session = std::make_shared<ProxySession>(
      injector,
      SessionPlace{.connection = connection,
                   .upstream = listener.index,
                   .upstream_port = listener.upstream_port,
                   .protocol = options.protocol,
                   .name = session_name()},
      std::move(stream), io.get_executor());
  asio::co_spawn(
      io,
      [](std::shared_ptr<ProxySession> served,
         std::vector<Fault> faults) -> asio::awaitable<void> {
        co_await served->serve(std::move(faults));
      }(std::move(session), std::move(first)),
      asio::detached);
}

std::string Proxy::State::session_name() const {
  if (options.protocol == ProxyProtocol::kNats) return "nats";
  return is_tls() ? "websocket tls" : "websocket";
}

std::string Proxy::State::url(std::uint16_t port) const {
  const char* scheme = options.protocol == ProxyProtocol::kNats ? "nats"
                       : is_tls()                               ? "wss"
                                                                : "ws";
  return fmt::format("{}://127.0.0.1:{}", scheme, port);
}

Proxy::Proxy(ProxyOptions options, FaultPlan plan, ProxyWatcher watcher)
    : state_(std::make_unique<State>(std::move(options), std::move(plan),
                                     std::move(watcher))) {}

Proxy::~Proxy() = default;

std::vector<std::string> Proxy::urls() const {
  std::vector<std::string> out;
  for (const std::uint16_t port : ports()) out.push_back(state_->url(port));
  return out;
}

std::vector<std::uint16_t> Proxy::ports() const {
  std::vector<std::uint16_t> out;
  for (const auto& listener : state_->listeners) out.push_back(listener.port);
  return out;
}

void Proxy::set_upstream(std::size_t index, ProxyUpstream upstream) {
  boost::asio::post(state_->io, [state = state_.get(), index, upstream] {
    for (auto& listener : state->listeners) {
      if (listener.index == index) listener.upstream_port = upstream.port;
    }
  });
}

std::vector<std::string> Proxy::applied() const {
  return state_->injector.applied();
}

}  // namespace chefs::conformance
