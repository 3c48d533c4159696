#include "consumer-kit/conformance/proxy/relay.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/await.h"
#include "consumer-kit/conformance/proxy/ack_subject.h"
#include "consumer-kit/conformance/proxy/proxy_session.h"

namespace chefs::conformance {
namespace {

namespace asio = boost::asio;
using base::kAwait;

constexpr std::size_t kGatheredBytes = 256 * 1024;
// While a fault is still to strike, a frame is gathered before it is passed on;
// one this long is no NATS client's or server's and passes unread.
constexpr std::uint64_t kMostFrameBytes = 64ull * 1024 * 1024;
// How often a slow line is fed within a second.
constexpr std::uint64_t kSlicesPerSecond = 50;
constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;

std::string_view name_of(RelayTo to) {
  return to == RelayTo::kServer ? "to the server" : "to the program";
}

}  // namespace

Relay::Relay(ProxySession& session, RelayTo to)
    : session_(session),
      to_(to),
      from_(to == RelayTo::kServer ? session.program() : session.server()),
      into_(to == RelayTo::kServer ? session.server() : session.program()),
      queue_(session.executor(),
             session.injector().jitter(session.connection(), name_of(to))),
      written_(session.executor()) {
  // It and the queue's buffer change places; neither is made anew.
  carry_.reserve(kGatheredBytes);
}

asio::awaitable<void> Relay::read_all() {
  std::string scratch(kReadBytes, '\0');
  while (co_await queue_.room()) {
    const auto read = co_await from_.read_some(asio::buffer(scratch));
    if (read.size_bytes > 0) {
      session_.note_word();
      queue_.push(std::string_view(scratch).substr(0, read.size_bytes));
    }
    if (!read.error) continue;
    has_source_ended_ = true;
    session_.source_ended(to_);
    queue_.end();
  }
}

asio::awaitable<void> Relay::pass_all() {
  while (co_await queue_.next(carry_)) {
    co_await session_.while_held();
    if (session_.is_over()) break;
    const bool goes_on = session_.is_websocket() ? co_await pass_frames()
                                                 : co_await pass_plain();
    if (!goes_on) break;
  }
  // Within a frame that never came whole.
  if (!carry_.empty() && !session_.is_over()) co_await write(carry_);
  queue_.end();
}

asio::awaitable<bool> Relay::pass_frames() {
  const std::string_view all = carry_;
  std::size_t passed = 0;
  std::size_t at = 0;
  while (!is_opaque_) {
    at += stream(all.substr(at));
    const auto header = parse_frame_header(all.substr(at));
    if (streamed_left_ > 0 || !header) break;
    is_opaque_ = header->payload_bytes > kMostFrameBytes;
    if (is_opaque_) break;
    const auto payload_bytes = static_cast<std::size_t>(header->payload_bytes);
    const std::size_t begin = at;
    if (all.size() - at < header->header_bytes + payload_bytes) {
      const bool must_gather = joins_frames_ || session_.must_gather();
      if (header->is_control() || must_gather) break;
      streamed_ = *header;
      streamed_left_ = header->payload_bytes;
      at += header->header_bytes;
      continue;
    }
    at += header->header_bytes + payload_bytes;
    const std::string_view payload = readable(
        *header, all.substr(begin + header->header_bytes, payload_bytes));
    if (header->is_control()) {
      note_control(*header, payload);
      continue;
    }
    const Stop stop = scan(payload, 0);
    if (stop.kind == Stop::Kind::kNone && !is_dropping_) continue;
    if (!co_await write_frames(all.substr(passed, begin - passed))) {
      co_return false;
    }
    passed = at;
    const Unit unit{.header = header, .payload = payload};
    if (!co_await pass_in_pieces(unit, stop)) co_return false;
  }
  if (is_opaque_) at = all.size();
  const std::string_view rest = all.substr(passed, at - passed);
  const bool is_whole = !is_opaque_ && streamed_left_ == 0;
  if (is_whole && !co_await write_frames(rest)) co_return false;
  if (!is_whole && !co_await write(rest)) co_return false;
  carry_.erase(0, at);
  co_return true;
}

// Reads on in a frame that passes as it comes: no fault is to strike any more,
// and the server's frames grow to megabytes when it has much to say.
std::size_t Relay::stream(std::string_view bytes) {
  if (streamed_left_ == 0) return 0;
  const std::string_view part =
      bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(
                          streamed_left_, bytes.size())));
  scan(readable(streamed_, part), 0);
  streamed_left_ -= part.size();
  // What comes next is masked from where this part ended.
  const std::array<char, 4> mask = streamed_.mask;
  for (std::size_t at = 0; at < mask.size(); ++at) {
    streamed_.mask[at] = mask[(at + part.size()) % mask.size()];
  }
  return part.size();
}

asio::awaitable<bool> Relay::pass_plain() {
  const Stop stop = scan(carry_, 0);
  if (stop.kind == Stop::Kind::kNone && !is_dropping_) {
    if (!co_await write(carry_)) co_return false;
  } else if (!co_await pass_in_pieces({.header = {}, .payload = carry_},
                                      stop)) {
    co_return false;
  }
  carry_.clear();
  co_return true;
}

std::string_view Relay::readable(const FrameHeader& header,
                                 std::string_view payload) {
  if (!header.is_masked) return payload;
  unmask(payload, header.mask, unmasked_);
  return unmasked_;
}

void Relay::note_control(const FrameHeader& header, std::string_view payload) {
  if (header.opcode() == kPongFrame && to_ == RelayTo::kServer &&
      payload == kPingPayload) {
    session_.tell({.kind = EventKind::kPonged});
  }
  if (header.opcode() != kCloseFrame) return;
  session_.note_closed(to_ == RelayTo::kServer ? "by program" : "by server",
                       close_code_of(payload));
}

// The hot path: nothing here waits, and nothing is copied but an entry's text.
Relay::Stop Relay::scan(std::string_view payload, std::size_t from) {
  Stop stop{
      .begin = from, .at = from, .has_begun_before = parser_.is_inside_line()};
  while (!is_unreadable_ && stop.at < payload.size()) {
    const NatsParser::Step step = parser_.next(payload.substr(stop.at));
    stop.at += step.used_bytes;
    if (step.found == NatsFound::kBroken) is_unreadable_ = true;
    if (step.found == NatsFound::kLine) {
      if (begins_something(payload.substr(stop.at))) {
        stop.kind = Stop::Kind::kLine;
        return stop;
      }
      if (parser_.operation().has_payload()) continue;
      finish_operation();
      stop.begin = stop.at;
      stop.has_begun_before = false;
    }
    if (step.found == NatsFound::kEnd) {
      if (is_dropping_ || !at_its_end_.empty()) {
        stop.kind = Stop::Kind::kEnd;
        return stop;
      }
      finish_operation();
      stop.begin = stop.at;
      stop.has_begun_before = false;
    }
  }
  return stop;
}

// Whether a fault strikes with the operation whose line was read. That the work
// goes on is no acknowledgement; as a client writes it in one piece with its
// line, it is known by then.
bool Relay::begins_something(std::string_view following) {
  const NatsOperation& operation = parser_.operation();
  WireReader& reader = session_.reader();
  meaning_ = to_ == RelayTo::kServer ? reader.of_program(operation)
                                     : reader.of_server(operation);
  parser_.keep_payload(payload_wanted(meaning_));
  struck_.clear();
  const bool is_acknowledgement = meaning_ == WireMeaning::kAcknowledgement;
  if (is_acknowledgement && ack_kind_of(following) == AckKind::kProgress)
    return false;
  for (const FaultMoment moment : moments_of(meaning_)) {
    for (const Fault& fault :
         session_.injector().count(moment, session_.connection())) {
      struck_.push_back(fault);
    }
  }
  if (!struck_.empty()) session_.note_struck();
  return !struck_.empty() ||
         (is_acknowledgement && session_.injector().is_losing_acks());
}

void Relay::finish_operation() {
  auto event =
      session_.reader().entry(meaning_, parser_.operation(), parser_.payload());
  meaning_ = WireMeaning::kNothing;
  if (event) session_.tell(*std::move(event));
}

asio::awaitable<bool> Relay::pass_in_pieces(Unit unit, Stop stop) {
  while (stop.kind != Stop::Kind::kNone) {
    const bool goes_on = stop.kind == Stop::Kind::kLine
                             ? co_await stop_at_line(unit, stop)
                             : co_await stop_at_end(unit, stop);
    if (!goes_on) co_return false;
    stop = scan(unit.payload, stop.at);
  }
  // Dropped up to the end of this payload, and further on in the next.
  if (is_dropping_) unit.done = unit.payload.size();
  co_return co_await pass_piece(unit, unit.payload.size(), Piece::kLast);
}

asio::awaitable<bool> Relay::stop_at_line(Unit& unit, const Stop& stop) {
  const std::size_t begin = std::max(stop.begin, unit.done);
  if (!co_await pass_piece(unit, begin, Piece::kMiddle)) co_return false;
  for (const Fault& fault : std::exchange(struck_, {})) {
    if (!co_await strike(fault, unit)) co_return false;
  }
  // Half a line that is passed on cannot be lost any more; the next one is.
  if (meaning_ == WireMeaning::kAcknowledgement && !stop.has_begun_before &&
      session_.injector().is_losing_acks()) {
    is_dropping_ = true;
  }
  if (parser_.operation().has_payload()) co_return true;
  co_return co_await stop_at_end(unit, stop);
}

asio::awaitable<bool> Relay::stop_at_end(Unit& unit, const Stop& stop) {
  if (std::exchange(is_dropping_, false)) {
    // The one to lose comes yet.
    if (ack_kind_of(parser_.payload()) != AckKind::kProgress) {
      session_.injector().lost_ack();
    }
    unit.done = stop.at;
    co_return true;
  }
  finish_operation();
  for (const Fault& fault : std::exchange(at_its_end_, {})) {
    if (!co_await pass_piece(unit, stop.at, Piece::kMiddle)) co_return false;
    co_await session_.end_by_fault(fault, sequence());
    co_return false;
  }
  co_return true;
}

// False if that was the connection's end.
asio::awaitable<bool> Relay::strike(const Fault& fault, const Unit& unit) {
  switch (fault.action) {
    case FaultAction::kCutAfter:
    case FaultAction::kClose:
      at_its_end_.push_back(fault);
      co_return true;
    case FaultAction::kCutInsideFrame: {
      Unit rest = unit;
      const std::string frame =
          wrapped(rest, unit.payload.substr(unit.done), Piece::kLast);
      const std::size_t most = frame.empty() ? 0 : frame.size() - 1;
      co_await write(std::string_view(frame).substr(
          0, static_cast<std::size_t>(
                 std::min<std::uint64_t>(fault.bytes, most))));
      co_await session_.end_by_fault(fault, sequence());
      co_return false;
    }
    case FaultAction::kProgramKill:
      // It did say it, although nobody hears it: a judge has to know.
      if (to_ == RelayTo::kServer) finish_operation();
      [[fallthrough]];
    case FaultAction::kCut:
      co_await session_.end_by_fault(fault, sequence());
      co_return false;
    default:
      session_.apply(fault, sequence());
      co_await session_.while_held();
      co_return !session_.is_over();
  }
}

std::optional<TimelineEvent> Relay::cut_off() const {
  if (meaning_ != WireMeaning::kDelivery) return std::nullopt;
  return TimelineEvent{.kind = EventKind::kCutOff,
                       .sequence = sequence(),
                       .count = parser_.operation().total_bytes};
}

std::uint64_t Relay::sequence() const {
  const NatsOperation& operation = parser_.operation();
  const auto told = parse_ack_subject(
      to_ == RelayTo::kServer ? operation.subject : operation.reply);
  return told ? told->stream_sequence : 0;
}

// Bytes of a payload as a frame of their own. Those of a message in several
// frames stay parts of that message.
std::string Relay::wrapped(Unit& unit, std::string_view bytes,
                           Piece piece) const {
  if (!unit.header) return std::string(bytes);
  const FrameFrom from =
      to_ == RelayTo::kServer ? FrameFrom::kProgram : FrameFrom::kServer;
  std::uint8_t first_byte = unit.header->first_byte;
  const bool is_whole = (first_byte & kFinBit) != 0 &&
                        unit.header->opcode() != kContinuationFrame;
  if (!is_whole) {
    if (unit.has_begun) first_byte &= 0xF0u;
    if (piece == Piece::kMiddle) first_byte &= 0x7Fu;
  }
  unit.has_begun = true;
  return make_frame(first_byte, bytes, from);
}

asio::awaitable<bool> Relay::pass_piece(Unit& unit, std::size_t end,
                                        Piece piece) {
  const std::string_view bytes =
      unit.payload.substr(unit.done, end - unit.done);
  if (bytes.empty()) co_return true;
  unit.done = end;
  co_return co_await write(wrapped(unit, bytes, piece));
}

asio::awaitable<bool> Relay::write_frames(std::string_view frames) {
  if (!joins_frames_) co_return co_await write(frames);
  const std::string joined = joined_frames(frames);
  co_return co_await write(joined);
}

asio::awaitable<bool> Relay::write(std::string_view bytes) {
  if (bytes.empty()) co_return !session_.is_over();
  is_writing_ = true;
  const bool is_slow = bytes_per_second_ != 0 || chunk_bytes_ != 0;
  const bool is_written = is_slow ? co_await write_slowly(bytes)
                                  : !co_await into_.write(asio::buffer(bytes));
  is_writing_ = false;
  written_.cancel();
  co_return is_written && !session_.is_over();
}

asio::awaitable<bool> Relay::write_slowly(std::string_view bytes) {
  asio::steady_timer line(session_.executor());
  while (!bytes.empty()) {
    std::uint64_t size = bytes.size();
    if (chunk_bytes_ != 0) size = std::min(size, chunk_bytes_);
    if (bytes_per_second_ != 0) {
      const auto most =
          std::max<std::uint64_t>(bytes_per_second_ / kSlicesPerSecond, 1);
      size = std::min(size, most);
      line_free_at_ = std::max(line_free_at_, DelayQueue::Clock::now()) +
                      std::chrono::nanoseconds(size * kNanosecondsPerSecond /
                                               bytes_per_second_);
    }
    const auto slice = bytes.substr(0, static_cast<std::size_t>(size));
    if (co_await into_.write(asio::buffer(slice))) co_return false;
    bytes.remove_prefix(slice.size());
    if (bytes_per_second_ == 0) continue;
    line.expires_at(line_free_at_);
    co_await line.async_wait(kAwait);
  }
  co_return true;
}

asio::awaitable<void> Relay::idle() {
  while (is_writing_ && !session_.is_over()) {
    written_.expires_at(DelayQueue::Clock::time_point::max());
    co_await written_.async_wait(kAwait);
  }
}

}  // namespace chefs::conformance
