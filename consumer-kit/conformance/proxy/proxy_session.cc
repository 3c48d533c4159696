#include "consumer-kit/conformance/proxy/proxy_session.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <utility>

#include "base/await.h"
#include "consumer-kit/conformance/proxy/http_head.h"

namespace chefs::conformance {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using base::kAwait;

constexpr std::size_t kMostHeadBytes = 64 * 1024;
// How long the other side is given to end its part of a connection too.
constexpr std::chrono::seconds kLinger{2};
// RFC 6455, 7.4.1: an end without a close frame.
constexpr int kNoGoodbye = 1'006;

}  // namespace

ProxySession::ProxySession(FaultInjector& injector, SessionPlace place,
                           std::unique_ptr<ByteStream> program,
                           const asio::any_io_executor& executor)
    : injector_(injector),
      place_(std::move(place)),
      executor_(executor),
      program_(std::move(program)),
      server_(make_plain_stream(tcp::socket(executor))),
      held_(executor),
      linger_(executor),
      silence_(executor) {}

asio::awaitable<void> ProxySession::serve(std::vector<Fault> first) {
  const Self self = shared_from_this();
  to_server_.emplace(*this, RelayTo::kServer);
  to_program_.emplace(*this, RelayTo::kProgram);
  for (const Fault& fault : first) apply(fault, 0);
  for (const Fault& fault : injector_.standing(connection())) apply(fault, 0);
  co_await while_held();
  std::string from_program;
  std::string from_server;
  if (!co_await open(from_program, from_server)) co_return finish();
  tell({.kind = EventKind::kConnected, .text = place_.name});
  if (!from_program.empty()) to_server_->push(from_program);
  if (!from_server.empty()) to_program_->push(from_server);
  note_word();
  if (!injector_.silences().empty()) {
    asio::co_spawn(executor_, watch_silence(self), asio::detached);
  }
  running_ = 4;
  asio::co_spawn(executor_, read(self, *to_server_), asio::detached);
  asio::co_spawn(executor_, read(self, *to_program_), asio::detached);
  asio::co_spawn(executor_, pass(self, *to_server_, RelayTo::kServer),
                 asio::detached);
  asio::co_spawn(executor_, pass(self, *to_program_, RelayTo::kProgram),
                 asio::detached);
}

asio::awaitable<bool> ProxySession::open(std::string& from_program,
                                         std::string& from_server) {
  if (const auto error = co_await program_->handshake()) {
    refuse("no TLS: " + error.message());
    co_return false;
  }
  if (is_websocket()) co_return co_await upgrade(from_program, from_server);
  if (!co_await connect()) co_return false;
  // The greeting is the server's; the first of it is what a fault cuts.
  from_server.resize(kReadBytes);
  const auto read = co_await server_->read_some(asio::buffer(from_server));
  from_server.resize(read.size_bytes);
  co_return co_await handshake_faults(from_server);
}

asio::awaitable<bool> ProxySession::connect() {
  if (const auto error = co_await server_->connect(place_.upstream_port)) {
    refuse("the server: " + error.message());
    co_return false;
  }
  co_return true;
}

asio::awaitable<bool> ProxySession::upgrade(std::string& from_program,
                                            std::string& from_server) {
  if (!co_await read_head(*program_, from_program)) {
    refuse("the program did not ask for a WebSocket");
    co_return false;
  }
  if (!co_await connect()) co_return false;
  const std::size_t asked_bytes = head_bytes(from_program).value();
  const std::string request =
      without_extensions(std::string_view(from_program).substr(0, asked_bytes));
  from_program.erase(0, asked_bytes);
  const bool is_answered = !co_await server_->write(asio::buffer(request)) &&
                           co_await read_head(*server_, from_server);
  if (!is_answered) {
    refuse("the server did not answer the request for a WebSocket");
    co_return false;
  }
  const std::size_t answer_bytes = head_bytes(from_server).value();
  const std::string answer = from_server.substr(0, answer_bytes);
  if (!co_await handshake_faults(answer)) co_return false;
  if (!is_switching_protocols(answer)) {
    co_await program_->write(asio::buffer(from_server));
    co_await program_->flush();
    refuse("the server: " + std::string(first_line(answer)));
    co_return false;
  }
  from_server.erase(0, answer_bytes);
  co_return !co_await program_->write(asio::buffer(answer));
}

// The head and what came with it. False if it does not come.
asio::awaitable<bool> ProxySession::read_head(ByteStream& from,
                                              std::string& read) {
  std::string scratch(kReadBytes, '\0');
  while (!head_bytes(read)) {
    const auto some = co_await from.read_some(asio::buffer(scratch));
    read.append(scratch, 0, some.size_bytes);
    if (some.error || read.size() > kMostHeadBytes) co_return false;
  }
  co_return true;
}

// False if one of them ended the connection.
asio::awaitable<bool> ProxySession::handshake_faults(std::string_view answer) {
  for (const Fault& fault :
       injector_.count(FaultMoment::kHandshake, connection())) {
    std::size_t passed_bytes = 0;
    switch (fault.action) {
      case FaultAction::kCutInsideFrame:
        passed_bytes = static_cast<std::size_t>(
            std::min<std::uint64_t>(fault.bytes, answer.size() - 1));
        break;
      case FaultAction::kCutAfter:
      case FaultAction::kClose:
        passed_bytes = answer.size();
        break;
      case FaultAction::kCut:
      case FaultAction::kProgramKill:
        break;
      default:
        apply(fault, 0);
        co_await while_held();
        continue;
    }
    co_await program_->write(asio::buffer(answer.substr(0, passed_bytes)));
    co_await end_by_fault(fault, 0);
    co_return false;
  }
  co_return true;
}

void ProxySession::refuse(const std::string& why) {
  if (is_over_) return;
  tell({.kind = EventKind::kRefused, .text = why});
  is_over_ = true;
  program_->reset();
}

asio::awaitable<void> ProxySession::read(Self, Relay& relay) {
  co_await relay.read_all();
  if (--running_ == 0) finish();
}

asio::awaitable<void> ProxySession::pass(Self, Relay& relay, RelayTo to) {
  co_await relay.pass_all();
  if (!is_over_) {
    // If the source has not ended, the other side takes no more.
    const bool is_to_server = to == RelayTo::kServer;
    const bool is_by_program = is_to_server == relay.has_source_ended();
    note_closed(is_by_program ? "by program" : "by server", 0);
    linger();
    co_await (is_to_server ? server_ : program_)->shut_sending();
  }
  if (--running_ == 0) finish();
}

void ProxySession::tell(TimelineEvent event) const {
  event.connection = connection();
  injector_.tell(std::move(event));
}

void ProxySession::note_closed(std::string_view by, int code) {
  if (is_closed_) return;
  is_closed_ = true;
  const auto cut_off =
      to_program_ ? to_program_->cut_off() : std::optional<TimelineEvent>();
  if (cut_off) tell(*cut_off);
  tell({.kind = EventKind::kClosed,
        .count = static_cast<std::uint64_t>(code),
        .text = std::string(by)});
}

void ProxySession::source_ended(RelayTo to) {
  // Whoever waits at a half-open link gives up in the end, and the other side
  // is not told.
  const bool is_held = Clock::now() < held_until_;
  if (is_held && to == RelayTo::kServer) note_closed("by program", 0);
}

asio::awaitable<void> ProxySession::while_held() {
  while (!is_over_ && Clock::now() < held_until_) {
    co_await held_.async_wait(kAwait);
  }
}

asio::awaitable<void> ProxySession::watch_silence(Self) {
  const auto& silences = injector_.silences();
  std::size_t next = 0;
  Clock::time_point since = last_word_;
  while (!is_over_) {
    if (last_word_ != since) {
      since = last_word_;
      next = 0;
    }
    // Behind the longest only a word matters, which is seen soon enough.
    const auto due = next < silences.size() ? since + silences[next]
                                            : Clock::now() + silences.front();
    if (Clock::now() < due) {
      silence_.expires_at(due);
      co_await silence_.async_wait(kAwait);
      continue;
    }
    const auto lasted = silences[next++];
    for (const Fault& fault : injector_.count_silence(lasted, connection())) {
      co_await strike_in_silence(fault);
      if (is_over_) co_return;
    }
  }
}

asio::awaitable<void> ProxySession::strike_in_silence(const Fault& fault) {
  note_struck();
  switch (fault.action) {
    case FaultAction::kCut:
    case FaultAction::kCutAfter:
    case FaultAction::kClose:
    case FaultAction::kProgramKill:
      co_await end_by_fault(fault, 0);
      co_return;
    case FaultAction::kPing:
      co_await ping(fault);
      co_return;
    default:
      apply(fault, 0);
  }
}

// Between two frames: nothing else is passed on meanwhile.
asio::awaitable<void> ProxySession::ping(const Fault& fault) {
  injector_.applied(fault, connection());
  if (!is_websocket() || Clock::now() < held_until_) co_return;
  hold_until(Clock::time_point::max());
  co_await to_program_->idle();
  if (is_over_) co_return;
  const std::string frame =
      make_frame(kFinBit | kPingFrame, kPingPayload, FrameFrom::kServer);
  co_await program_->write(asio::buffer(frame));
  if (!is_over_) hold_until({});
}

void ProxySession::hold_until(Clock::time_point until) {
  held_until_ = until;
  held_.expires_at(until);
}

void ProxySession::apply(const Fault& fault, std::uint64_t sequence) {
  injector_.applied(fault, connection(), sequence);
  switch (fault.action) {
    case FaultAction::kSwallow:
      return hold_until(fault.span ? Clock::now() + *fault.span
                                   : Clock::time_point::max());
    case FaultAction::kDelay: {
      const LineDelay delay{.span = fault.span.value_or(fault.jitter),
                            .jitter = fault.jitter};
      to_server_->set_delay(delay);
      to_program_->set_delay(delay);
      return;
    }
    case FaultAction::kBandwidth:
      to_program_->set_bytes_per_second(fault.bytes);
      return;
    case FaultAction::kChunk:
      to_program_->set_chunk_bytes(fault.bytes);
      return;
    case FaultAction::kCoalesce:
      to_program_->set_coalescing(
          {.bytes = fault.bytes, .at_most = fault.span.value_or(fault.jitter)});
      return;
    case FaultAction::kJoin:
      to_program_->join_frames(
          {.bytes = fault.bytes, .at_most = fault.span.value_or(fault.jitter)});
      return;
    case FaultAction::kRefuse:
      injector_.begin_refusing(fault, Clock::now());
      return;
    case FaultAction::kLoseAcks:
      injector_.begin_losing_acks(fault);
      return;
    case FaultAction::kServer:
      injector_.request_server_fault(fault, place_.upstream);
      return;
    case FaultAction::kProgramKill:
      injector_.request_program_kill();
      return;
    // An end of the connection, or between two frames of it: not done here.
    case FaultAction::kCut:
    case FaultAction::kCutAfter:
    case FaultAction::kCutInsideFrame:
    case FaultAction::kClose:
    case FaultAction::kPing:
      return;
  }
}

asio::awaitable<void> ProxySession::end_by_fault(const Fault& fault,
                                                 std::uint64_t sequence) {
  injector_.applied(fault, connection(), sequence);
  if (fault.action == FaultAction::kProgramKill) {
    injector_.request_program_kill();
    note_closed("by program", 0);
    co_return finish();
  }
  note_closed("by fault", fault.code);
  if (fault.action == FaultAction::kClose) {
    co_await say_goodbye(fault.code);
    co_return;
  }
  co_await program_->flush();
  co_await server_->flush();
  is_over_ = true;
  program_->reset();
  server_->reset();
  finish();
}

asio::awaitable<void> ProxySession::say_goodbye(int code) {
  linger();
  // What is being written to the program is written to its end, and nothing
  // after it.
  hold_until(Clock::time_point::max());
  co_await to_program_->idle();
  if (is_websocket() && code != kNoGoodbye) {
    const std::string frame = make_close_frame(code, FrameFrom::kServer);
    co_await program_->write(asio::buffer(frame));
  }
  is_over_ = true;
  held_.cancel();
  server_->close();
  co_await program_->shut_sending();
}

void ProxySession::linger() {
  linger_.expires_after(kLinger);
  linger_.async_wait([self = shared_from_this()](const auto& error) {
    if (!error) self->finish();
  });
}

void ProxySession::finish() {
  is_over_ = true;
  linger_.cancel();
  held_.cancel();
  silence_.cancel();
  if (to_server_) to_server_->end();
  if (to_program_) to_program_->end();
  program_->close();
  server_->close();
}

}  // namespace chefs::conformance
