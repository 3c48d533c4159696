// One direction of a connection through the proxy: bytes are read, understood,
// and passed on as they came, but where a fault wants them otherwise.
// What concerns both directions is the session's (proxy_session.h).
// Why: docs/decisions/0092.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/proxy/byte_stream.h"
#include "consumer-kit/conformance/proxy/delay_queue.h"
#include "consumer-kit/conformance/proxy/fault.h"
#include "consumer-kit/conformance/proxy/nats_parser.h"
#include "consumer-kit/conformance/proxy/websocket_frame.h"
#include "consumer-kit/conformance/proxy/wire_reader.h"

namespace chefs::conformance {

class ProxySession;

// What is read of a connection at once.
inline constexpr std::size_t kReadBytes = 64 * 1024;

// Of the proxy's own pings; RFC 6455, 5.5.3 has it come back in the pong.
inline constexpr std::string_view kPingPayload = "chefs-mock";

enum class RelayTo { kServer, kProgram };

class Relay {
 public:
  Relay(ProxySession& session, RelayTo to);

  // What was read beyond the handshake.
  void push(std::string_view bytes) { queue_.push(bytes); }
  // Both run until the source ends or the session is over.
  boost::asio::awaitable<void> read_all();
  boost::asio::awaitable<void> pass_all();
  // Wakes both.
  void end() { queue_.end(); }
  // Of a message that has begun to pass and not ended.
  std::optional<TimelineEvent> cut_off() const;
  bool has_source_ended() const { return has_source_ended_; }
  // Waits until no write is under way.
  boost::asio::awaitable<void> idle();

  void set_delay(LineDelay delay) { queue_.set_delay(delay); }
  void set_coalescing(LineCoalescing coalescing) {
    queue_.set_coalescing(coalescing);
  }
  // Collected, and what was collected passed on in one frame.
  void join_frames(LineCoalescing coalescing) {
    queue_.set_coalescing(coalescing);
    joins_frames_ = true;
  }
  void set_bytes_per_second(std::uint64_t rate) { bytes_per_second_ = rate; }
  void set_chunk_bytes(std::uint64_t bytes) { chunk_bytes_ = bytes; }

 private:
  // What makes the payload under way differ from passing it on as it is.
  struct Stop {
    enum class Kind { kNone, kLine, kEnd };
    Kind kind = Kind::kNone;
    // Where the operation began in this payload, and how far was read.
    std::size_t begin = 0;
    std::size_t at = 0;
    // The begin of its line was in an earlier payload, and is passed on.
    bool has_begun_before = false;
  };
  // A frame, or all there is of a plain connection.
  struct Unit {
    std::optional<FrameHeader> header;
    std::string_view payload;
    // Of the payload, passed on or dropped.
    std::size_t done = 0;
    bool has_begun = false;
  };

  boost::asio::awaitable<bool> pass_frames();
  boost::asio::awaitable<bool> pass_plain();
  std::string_view readable(const FrameHeader& header,
                            std::string_view payload);
  std::size_t stream(std::string_view bytes);
  void note_control(const FrameHeader& header, std::string_view payload);

  Stop scan(std::string_view payload, std::size_t from);
  bool begins_something(std::string_view following);
  void finish_operation();
  boost::asio::awaitable<bool> pass_in_pieces(Unit unit, Stop stop);
  boost::asio::awaitable<bool> stop_at_line(Unit& unit, const Stop& stop);
  boost::asio::awaitable<bool> stop_at_end(Unit& unit, const Stop& stop);
  boost::asio::awaitable<bool> strike(const Fault& fault, const Unit& unit);
  std::uint64_t sequence() const;

  enum class Piece { kMiddle, kLast };
  std::string wrapped(Unit& unit, std::string_view bytes, Piece piece) const;
  // Passes on what stands before `end` and was not yet.
  boost::asio::awaitable<bool> pass_piece(Unit& unit, std::size_t end,
                                          Piece piece);
  // Whole frames, in one if they are to be joined.
  boost::asio::awaitable<bool> write_frames(std::string_view frames);
  // False if the other side takes no more.
  boost::asio::awaitable<bool> write(std::string_view bytes);
  boost::asio::awaitable<bool> write_slowly(std::string_view bytes);

  ProxySession& session_;
  const RelayTo to_;
  ByteStream& from_;
  ByteStream& into_;
  DelayQueue queue_;
  NatsParser parser_;
  WireMeaning meaning_ = WireMeaning::kNothing;
  // Of the operation under way.
  std::vector<Fault> struck_;
  std::vector<Fault> at_its_end_;
  bool is_dropping_ = false;
  // What passes is not NATS (any more), or not even WebSocket.
  bool is_unreadable_ = false;
  bool is_opaque_ = false;
  // A frame whose begin was passed on, and how much of its payload is to come.
  FrameHeader streamed_;
  std::uint64_t streamed_left_ = 0;
  bool has_source_ended_ = false;
  bool joins_frames_ = false;
  bool is_writing_ = false;
  boost::asio::steady_timer written_;
  std::string carry_;
  std::string unmasked_;
  // 0: no limit.
  std::uint64_t bytes_per_second_ = 0;
  std::uint64_t chunk_bytes_ = 0;
  DelayQueue::Clock::time_point line_free_at_{};
};

}  // namespace chefs::conformance
