#include "producer/publish/publish_result.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "contract/json.h"

namespace chefs::producer {
namespace {

using contract::Json;

PublishAck refusal(const Json& error) {
  PublishAck ack;
  ack.js_code = error.value("err_code", 0);
  ack.text = error.value("description", std::string());
  if (ack.text.empty()) ack.text = "no reason was given";
  return ack;
}

PublishAck no_acknowledgement() {
  PublishAck ack;
  ack.text = "the answer is no JetStream acknowledgement";
  return ack;
}

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

// Of `{"stream":"CHEFS","seq":7}`, which is all that nearly every answer says:
// reading it as JSON would cost more than all else about it. Whatever is
// written otherwise is left to the parser.
std::optional<std::uint64_t> plain_sequence(std::string_view text) {
  if (!take(text, "{\"stream\":\"")) return std::nullopt;
  const std::size_t name_end = text.find_first_of("\"\\");
  if (name_end == std::string_view::npos) return std::nullopt;
  text.remove_prefix(name_end);
  if (!take(text, "\",\"seq\":") && !take(text, "\", \"seq\":")) {
    return std::nullopt;
  }
  std::uint64_t sequence = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, sequence);
  if (fault != std::errc() || std::string_view(stopped, end) != "}") {
    return std::nullopt;
  }
  return sequence;
}

}  // namespace

PublishAck read_publish_ack(std::string_view bytes) {
  if (const auto sequence = plain_sequence(bytes)) {
    PublishAck ack;
    ack.is_stored = true;
    ack.sequence = *sequence;
    return ack;
  }
  try {
    const Json answer = Json::parse(bytes);
    if (answer.contains("error")) return refusal(answer.at("error"));
    PublishAck ack;
    const Json& sequence = answer.at("seq");
    if (!sequence.is_number_unsigned()) return no_acknowledgement();
    ack.sequence = sequence.get<std::uint64_t>();
    ack.is_stored = true;
    return ack;
  } catch (const Json::exception&) {
    return no_acknowledgement();
  }
}

std::string_view to_string(PublishOutcome outcome) {
  switch (outcome) {
    case PublishOutcome::kStored:
      return "stored";
    case PublishOutcome::kRefused:
      return "refused";
    case PublishOutcome::kDropped:
      return "dropped";
    case PublishOutcome::kUnacknowledged:
      return "unacknowledged";
    case PublishOutcome::kNotSent:
      break;
  }
  return "not-sent";
}

std::string describe(const PublishResult& result) {
  const std::string what =
      fmt::format("message {}, {}, {} bytes", result.number, result.subject,
                  result.size_bytes);
  switch (result.outcome) {
    case PublishOutcome::kStored:
      return fmt::format("{}: stored as sequence {}", what, result.sequence);
    case PublishOutcome::kRefused:
      if (result.js_code == 0) {
        return fmt::format("{}: refused: {}", what, result.text);
      }
      return fmt::format("{}: JetStream refused it: {} ({})", what, result.text,
                         result.js_code);
    case PublishOutcome::kDropped:
      return fmt::format("{}: the server dropped the connection: {}", what,
                         result.text);
    case PublishOutcome::kUnacknowledged:
      return fmt::format("{}: not acknowledged: {}", what, result.text);
    case PublishOutcome::kNotSent:
      break;
  }
  return fmt::format("{}: not sent: {}", what, result.text);
}

}  // namespace chefs::producer
