#include "consumer-kit/conformance/proxy/wire_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "consumer-kit/conformance/proxy/ack_subject.h"
#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;

constexpr std::string_view kApiPrefix = "$JS.API.";
constexpr std::string_view kPullPrefix = "$JS.API.CONSUMER.MSG.NEXT.";
constexpr std::string_view kInboxPrefix = "_INBOX";
constexpr std::string_view kStatusPrefix = "NATS/1.0 ";
// Enough for a consumer's whole configuration.
constexpr std::size_t kApiTextBytes = 4'096;
constexpr std::size_t kAckTextBytes = 256;
// Headers with a status and what it says.
constexpr std::size_t kStatusBytes = 512;
// Of a program that asks without end and is not answered.
constexpr std::size_t kMostAwaited = 10'000;
// NATS' own: the answer is a heartbeat or flow control.
constexpr std::uint64_t kIdleStatus = 100;

constexpr std::array kLoginMoments{FaultMoment::kLogin};
constexpr std::array kSubscribeMoments{FaultMoment::kSubscribe};
constexpr std::array kRequestMoments{FaultMoment::kRequest};
constexpr std::array kPullMoments{FaultMoment::kRequest, FaultMoment::kPull};
constexpr std::array kDeliveryMoments{FaultMoment::kDelivery};
constexpr std::array kAckMoments{FaultMoment::kAck};

struct Status {
  std::uint64_t code = 0;
  std::string_view words;
};

// "NATS/1.0 404 No Messages" at the begin of the headers.
std::optional<Status> read_status(std::string_view headers) {
  if (!headers.starts_with(kStatusPrefix)) return std::nullopt;
  std::string_view line = headers.substr(0, headers.find('\r'));
  line.remove_prefix(kStatusPrefix.size());
  Status status;
  const char* end = line.data() + line.size();
  const auto read = std::from_chars(line.data(), end, status.code);
  if (read.ec != std::errc()) return std::nullopt;
  line.remove_prefix(static_cast<std::size_t>(read.ptr - line.data()));
  status.words =
      line.substr(std::min(line.find_first_not_of(' '), line.size()));
  return status;
}

TimelineEvent acked(const NatsOperation& operation, std::string_view payload) {
  const auto subject = parse_ack_subject(operation.subject);
  return {.kind = EventKind::kAcked,
          .sequence = subject ? subject->stream_sequence : 0,
          .count = static_cast<std::uint64_t>(ack_kind_of(payload)),
          .text = std::string(payload)};
}

TimelineEvent delivered(const NatsOperation& operation) {
  const auto subject = parse_ack_subject(operation.reply);
  return {.kind = EventKind::kDelivered,
          .sequence = subject ? subject->stream_sequence : 0,
          .count = subject ? subject->delivered_times : 0,
          .text = std::string(operation.subject)};
}

std::optional<TimelineEvent> pull_ended(std::string_view headers) {
  const auto status = read_status(headers);
  if (!status || status->code == kIdleStatus) return std::nullopt;
  return TimelineEvent{.kind = EventKind::kPullEnded,
                       .count = status->code,
                       .text = std::string(status->words)};
}

TimelineEvent asked(const NatsOperation& operation, std::string_view payload) {
  std::string text(operation.subject);
  if (!payload.empty()) text.append(" ").append(payload);
  return {.kind = EventKind::kAsked, .text = std::move(text)};
}

TimelineEvent subscribed(const NatsOperation& operation) {
  std::string text(operation.subject);
  if (!operation.queue.empty()) text.append(" ").append(operation.queue);
  return {.kind = EventKind::kSubscribed,
          .count = operation.sid,
          .text = std::move(text)};
}

std::string_view without_quotes(std::string_view text) {
  const bool is_quoted =
      text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

// JetStream's own code if there is one; else that of the HTTP family.
std::uint64_t error_code_of(std::string_view answer) {
  // Few answers are errors, and some are long.
  if (answer.find("\"error\"") == std::string_view::npos) return 0;
  const Json json = Json::parse(answer, nullptr, false);
  if (!json.is_object() || !json.contains("error")) return 0;
  const Json& error = json["error"];
  for (const char* key : {"err_code", "code"}) {
    if (error.is_object() && error.contains(key) &&
        error[key].is_number_unsigned()) {
      return error[key].get<std::uint64_t>();
    }
  }
  return 0;
}

bool has_text(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() &&
         !found->get_ref<const std::string&>().empty();
}

}  // namespace

AckKind ack_kind_of(std::string_view payload) {
  if (payload.starts_with("-NAK")) return AckKind::kNak;
  if (payload.starts_with("+TERM")) return AckKind::kTerm;
  if (payload.starts_with("+WPI")) return AckKind::kProgress;
  if (payload.starts_with("+NXT")) return AckKind::kNext;
  return AckKind::kAck;
}

std::span<const FaultMoment> moments_of(WireMeaning meaning) {
  switch (meaning) {
    case WireMeaning::kLogin:
      return kLoginMoments;
    case WireMeaning::kSubscription:
      return kSubscribeMoments;
    case WireMeaning::kRequest:
      return kRequestMoments;
    case WireMeaning::kPull:
      return kPullMoments;
    case WireMeaning::kDelivery:
      return kDeliveryMoments;
    case WireMeaning::kAcknowledgement:
      return kAckMoments;
    default:
      return {};
  }
}

std::size_t payload_wanted(WireMeaning meaning) {
  switch (meaning) {
    case WireMeaning::kRequest:
    case WireMeaning::kPull:
    case WireMeaning::kAnswer:
      return kApiTextBytes;
    case WireMeaning::kAcknowledgement:
      return kAckTextBytes;
    case WireMeaning::kStatus:
      return kStatusBytes;
    default:
      return 0;
  }
}

WireMeaning WireReader::of_program(const NatsOperation& operation) const {
  switch (operation.verb) {
    case NatsVerb::kConnect:
      return WireMeaning::kLogin;
    case NatsVerb::kSub:
      return WireMeaning::kSubscription;
    case NatsVerb::kUnsub:
      return WireMeaning::kUnsubscription;
    case NatsVerb::kPing:
      return WireMeaning::kPing;
    case NatsVerb::kPub:
      break;
    default:
      return WireMeaning::kNothing;
  }
  const std::string_view subject = operation.subject;
  if (subject.starts_with(kAckPrefix)) return WireMeaning::kAcknowledgement;
  if (subject.starts_with(kPullPrefix)) return WireMeaning::kPull;
  if (subject.starts_with(kApiPrefix)) return WireMeaning::kRequest;
  return WireMeaning::kOtherMessage;
}

WireMeaning WireReader::of_server(const NatsOperation& operation) const {
  if (operation.verb == NatsVerb::kErr) return WireMeaning::kError;
  if (operation.verb != NatsVerb::kMsg) return WireMeaning::kNothing;
  if (operation.reply.starts_with(kAckPrefix)) return WireMeaning::kDelivery;
  if (awaited_.find(operation.subject) != awaited_.end()) {
    return WireMeaning::kAnswer;
  }
  if (operation.header_bytes > 0) return WireMeaning::kStatus;
  // Not from a consumer of the stream: a plain subscription, which acknowledges
  // nothing.
  const bool is_event = !operation.subject.starts_with(kInboxPrefix);
  return is_event ? WireMeaning::kDelivery : WireMeaning::kNothing;
}

std::optional<TimelineEvent> WireReader::entry(WireMeaning meaning,
                                               const NatsOperation& operation,
                                               std::string_view payload) {
  switch (meaning) {
    case WireMeaning::kNothing:
      return std::nullopt;
    case WireMeaning::kLogin:
      return TimelineEvent{.kind = EventKind::kLoggedIn,
                           .text = login_without_secrets(operation.rest)};
    case WireMeaning::kSubscription:
      return subscribed(operation);
    case WireMeaning::kUnsubscription:
      return TimelineEvent{.kind = EventKind::kUnsubscribed,
                           .count = operation.sid};
    case WireMeaning::kRequest:
      if (awaited_.size() >= kMostAwaited) awaited_.clear();
      if (!operation.reply.empty()) awaited_.emplace(operation.reply);
      return asked(operation, payload);
    case WireMeaning::kPull:
      return asked(operation, payload);
    case WireMeaning::kAcknowledgement:
      return acked(operation, payload);
    case WireMeaning::kOtherMessage:
      return TimelineEvent{.kind = EventKind::kSent,
                           .text = std::string(operation.subject)};
    case WireMeaning::kPing:
      return TimelineEvent{.kind = EventKind::kPinged};
    case WireMeaning::kDelivery:
      return delivered(operation);
    case WireMeaning::kAnswer:
      return answer(operation, payload);
    case WireMeaning::kStatus:
      return pull_ended(payload);
    case WireMeaning::kError:
      return TimelineEvent{.kind = EventKind::kServerSaidError,
                           .text = std::string(without_quotes(operation.rest))};
  }
  return std::nullopt;
}

std::optional<TimelineEvent> WireReader::answer(const NatsOperation& operation,
                                                std::string_view payload) {
  const auto found = awaited_.find(operation.subject);
  if (found != awaited_.end()) awaited_.erase(found);
  const auto headers = static_cast<std::size_t>(
      std::min<std::uint64_t>(operation.header_bytes, payload.size()));
  const auto status = read_status(payload.substr(0, headers));
  const std::string_view body = payload.substr(headers);
  const std::uint64_t code =
      status && body.empty() ? status->code : error_code_of(body);
  return TimelineEvent{
      .kind = EventKind::kAnswered,
      .count = code,
      .text = std::string(body.empty() && status ? status->words : body)};
}

std::string login_without_secrets(std::string_view json) {
  // A program may send a line as long as the parser takes, of keys alone.
  const auto parsed = contract::parse_js_json(json);
  const auto* object = std::get_if<Json>(&parsed);
  if (object == nullptr || !object->is_object()) return "{}";
  const Json& said = *object;
  Json out = Json::object();
  for (const char* key : {"nkey", "lang", "version", "name"}) {
    if (has_text(said, key)) out[key] = said[key];
  }
  out["has_sig"] = has_text(said, "sig");
  out["has_jwt"] = has_text(said, "jwt");
  out["has_password"] = has_text(said, "pass") || has_text(said, "auth_token");
  return contract::stringify(out);
}

}  // namespace chefs::conformance
