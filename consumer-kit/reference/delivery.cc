#include "consumer-kit/reference/delivery.h"

#include <array>
#include <cstddef>

#include "base/text.h"

namespace chefs::consumer {
namespace {

// Of tokens beyond those that are known, the number alone matters.
constexpr std::size_t kMostTokens = 12;

struct Tokens {
  std::array<std::string_view, kMostTokens> known;
  std::size_t count = 0;
};

Tokens tokens_of(std::string_view subject) {
  Tokens tokens;
  for (;;) {
    const auto dot = subject.find('.');
    if (tokens.count < kMostTokens) {
      tokens.known[tokens.count] = subject.substr(0, dot);
    }
    ++tokens.count;
    if (dot == std::string_view::npos) return tokens;
    subject.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<DeliveryInfo> parse_ack_subject(std::string_view subject) {
  if (!subject.starts_with("$JS.ACK.")) return std::nullopt;
  const auto [tokens, count] = tokens_of(subject);
  // $JS ACK stream consumer, or $JS ACK domain account stream consumer.
  const std::size_t first = count == 9 ? 4 : 6;
  if (count != 9 && count < 11) return std::nullopt;
  DeliveryInfo info;
  std::int64_t stored_at_ns = 0;
  if (!base::read_number(tokens[first], info.delivered_times) ||
      !base::read_number(tokens[first + 1], info.stream_sequence) ||
      !base::read_number(tokens[first + 2], info.consumer_sequence) ||
      !base::read_number(tokens[first + 3], stored_at_ns) ||
      !base::read_number(tokens[first + 4], info.pending)) {
    return std::nullopt;
  }
  info.stored_at = base::UtcNanoseconds(std::chrono::nanoseconds(stored_at_ns));
  return info;
}

}  // namespace chefs::consumer
