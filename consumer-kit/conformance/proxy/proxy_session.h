// One connection of a program through the proxy: its handshake, its two
// directions, and its end, by whom it may be.
// Not what passes (relay.h) nor what the proxy's connections share
// (fault_injector.h).
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/proxy/byte_stream.h"
#include "consumer-kit/conformance/proxy/fault_injector.h"
#include "consumer-kit/conformance/proxy/relay.h"
#include "consumer-kit/conformance/proxy/wire_reader.h"

namespace chefs::conformance {

struct SessionPlace {
  std::uint32_t connection = 0;
  std::size_t upstream = 0;
  std::uint16_t upstream_port = 0;
  ProxyProtocol protocol = ProxyProtocol::kWebsocket;
  // "websocket", "websocket tls", "nats".
  std::string name;
};

// Used on the proxy's thread only. Its coroutines keep it alive.
class ProxySession : public std::enable_shared_from_this<ProxySession> {
 public:
  ProxySession(FaultInjector& injector, SessionPlace place,
               std::unique_ptr<ByteStream> program,
               const boost::asio::any_io_executor& executor);

  // `first` are the faults that struck when it was opened.
  boost::asio::awaitable<void> serve(std::vector<Fault> first);

  ByteStream& program() { return *program_; }
  ByteStream& server() { return *server_; }
  FaultInjector& injector() { return injector_; }
  WireReader& reader() { return reader_; }
  const boost::asio::any_io_executor& executor() const { return executor_; }
  std::uint32_t connection() const { return place_.connection; }
  bool is_websocket() const {
    return place_.protocol == ProxyProtocol::kWebsocket;
  }
  // A fault has struck on this connection and may end it between two frames.
  void note_struck() { is_struck_ = true; }
  // Whether frames are to be passed on whole only.
  bool must_gather() const { return is_struck_ || injector_.may_strike(); }
  // Something was read.
  void note_word() { last_word_ = std::chrono::steady_clock::now(); }
  // Nothing more is passed on.
  bool is_over() const { return is_over_; }

  void tell(TimelineEvent event) const;
  // Only the first end counts.
  void note_closed(std::string_view by, int code);
  // Where bytes of that direction came from has ended.
  void source_ended(RelayTo to);
  // While the link is half-open.
  boost::asio::awaitable<void> while_held();

  // Faults that do not end the connection.
  void apply(const Fault& fault, std::uint64_t sequence);
  // And those that do; what was written before arrives.
  boost::asio::awaitable<void> end_by_fault(const Fault& fault,
                                            std::uint64_t sequence);

 private:
  using Self = std::shared_ptr<ProxySession>;

  boost::asio::awaitable<bool> open(std::string& from_program,
                                    std::string& from_server);
  boost::asio::awaitable<bool> connect();
  boost::asio::awaitable<bool> upgrade(std::string& from_program,
                                       std::string& from_server);
  boost::asio::awaitable<bool> read_head(ByteStream& from, std::string& read);
  boost::asio::awaitable<bool> handshake_faults(std::string_view answer);
  void refuse(const std::string& why);

  boost::asio::awaitable<void> read(Self self, Relay& relay);
  boost::asio::awaitable<void> pass(Self self, Relay& relay, RelayTo to);
  // Counts silences, and strikes with them.
  boost::asio::awaitable<void> watch_silence(Self self);
  boost::asio::awaitable<void> strike_in_silence(const Fault& fault);
  boost::asio::awaitable<void> ping(const Fault& fault);
  void hold_until(std::chrono::steady_clock::time_point until);
  boost::asio::awaitable<void> say_goodbye(int code);
  // Gives the other side a while to answer the end.
  void linger();
  void finish();

  FaultInjector& injector_;
  const SessionPlace place_;
  const boost::asio::any_io_executor executor_;
  std::unique_ptr<ByteStream> program_;
  std::unique_ptr<ByteStream> server_;
  WireReader reader_;
  std::optional<Relay> to_server_;
  std::optional<Relay> to_program_;
  boost::asio::steady_timer held_;
  boost::asio::steady_timer linger_;
  boost::asio::steady_timer silence_;
  std::chrono::steady_clock::time_point last_word_{};
  std::chrono::steady_clock::time_point held_until_{};
  bool is_over_ = false;
  bool is_closed_ = false;
  bool is_struck_ = false;
  int running_ = 0;
};

}  // namespace chefs::conformance
