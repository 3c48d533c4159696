#include "producer/publish/publish_result.h"

#include <fmt/format.h>

namespace chefs::producer {

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
