#include "consumer-kit/conformance/proxy/fault.h"

#include <fmt/format.h>

#include <string_view>

namespace chefs::conformance {
namespace {

std::string_view words_of(FaultMoment moment) {
  switch (moment) {
    case FaultMoment::kAlways:
      return "always";
    case FaultMoment::kOpen:
      return "connect";
    case FaultMoment::kHandshake:
      return "handshake";
    case FaultMoment::kLogin:
      return "login";
    case FaultMoment::kSubscribe:
      return "subscription";
    case FaultMoment::kRequest:
      return "request";
    case FaultMoment::kPull:
      return "pull";
    case FaultMoment::kDelivery:
      return "delivery";
    case FaultMoment::kAck:
      return "acknowledgement";
    case FaultMoment::kIdle:
      return "silence";
  }
  return "";
}

std::string ordinal(std::uint64_t n) {
  const bool is_teen = n % 100 >= 11 && n % 100 <= 13;
  const std::uint64_t last = is_teen ? 0 : n % 10;
  const char* ending = last == 1   ? "st"
                       : last == 2 ? "nd"
                       : last == 3 ? "rd"
                                   : "th";
  return fmt::format("{}{}", n, ending);
}

std::string describe_when(const FaultWhen& when) {
  std::string out = "always";
  if (when.moment != FaultMoment::kAlways) {
    out = fmt::format("at the {} {}", ordinal(when.nth), words_of(when.moment));
  }
  if (when.moment == FaultMoment::kIdle) {
    out += fmt::format(" of {} ms", when.idle_for.count());
  }
  if (when.connection != 0) {
    out += fmt::format(" on connection {}", when.connection);
  }
  return out;
}

std::string times(std::uint32_t count) {
  return count == 1 ? "once" : fmt::format("{} times", count);
}

std::string describe_close(int code) {
  // RFC 6455, 7.4.1: 1006 is never sent; it names an end without a goodbye.
  if (code == 1'006) return "close without a close frame (1006)";
  return fmt::format("close {}", code);
}

std::string describe_delay(const Fault& fault) {
  std::string out = fmt::format("delay by {} ms", fault.span->count());
  if (fault.jitter.count() == 0) return out;
  return out + fmt::format(" and up to {} ms more", fault.jitter.count());
}

std::string describe_action(const Fault& fault) {
  const auto span_ms = fault.span.value_or(fault.jitter).count();
  switch (fault.action) {
    case FaultAction::kCut:
      return "cut before it";
    case FaultAction::kCutAfter:
      return "cut after it";
    case FaultAction::kCutInsideFrame:
      return fmt::format("cut after {} bytes of its frame", fault.bytes);
    case FaultAction::kClose:
      return describe_close(fault.code);
    case FaultAction::kSwallow:
      return fault.span ? fmt::format("pass nothing for {} ms", span_ms)
                        : "pass nothing any more";
    case FaultAction::kDelay:
      return describe_delay(fault);
    case FaultAction::kBandwidth:
      return fmt::format("pass {} bytes a second", fault.bytes);
    case FaultAction::kChunk:
      return fmt::format("write {} bytes at a time", fault.bytes);
    case FaultAction::kCoalesce:
      return fmt::format("collect {} bytes, at most for {} ms", fault.bytes,
                         span_ms);
    case FaultAction::kJoin:
      return fmt::format("join frames of {} bytes, at most for {} ms",
                         fault.bytes, span_ms);
    case FaultAction::kPing:
      return std::string(kPingsProgram);
    case FaultAction::kRefuse:
      return fault.span ? fmt::format("refuse connections for {} ms", span_ms)
                        : "refuse to connect " + times(fault.times);
    case FaultAction::kLoseAcks:
      return "lose an acknowledgement " + times(fault.times);
    case FaultAction::kServer:
      return std::string(producer::describe(fault.server_action));
    case FaultAction::kProgramKill:
      return "kill the program";
  }
  return "";
}

}  // namespace

std::string describe(const Fault& fault) {
  return describe_when(fault.when) + ": " + describe_action(fault);
}

}  // namespace chefs::conformance
