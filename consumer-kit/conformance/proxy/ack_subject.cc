#include "consumer-kit/conformance/proxy/ack_subject.h"

#include <array>

#include "base/text.h"

namespace chefs::conformance {
namespace {

constexpr std::size_t kMostTokens = 12;
constexpr std::size_t kShortForm = 9;
constexpr std::size_t kLongForm = 11;

}  // namespace

std::optional<AckSubject> parse_ack_subject(std::string_view subject) {
  if (!subject.starts_with(kAckPrefix)) return std::nullopt;
  std::array<std::string_view, kMostTokens> tokens;
  std::size_t count = 0;
  for (bool is_last = false; !is_last; ++count) {
    if (count == tokens.size()) return std::nullopt;
    const std::size_t dot = subject.find('.');
    is_last = dot == std::string_view::npos;
    tokens[count] = subject.substr(0, dot);
    subject.remove_prefix(is_last ? subject.size() : dot + 1);
  }
  if (count != kShortForm && count < kLongForm) return std::nullopt;
  const std::size_t first = count == kShortForm ? 4 : 6;
  AckSubject out;
  std::uint64_t ignored = 0;
  const bool is_read =
      base::read_number(tokens[first], out.delivered_times) &&
      base::read_number(tokens[first + 1], out.stream_sequence) &&
      base::read_number(tokens[first + 2], ignored) &&
      base::read_number(tokens[first + 3], ignored) &&
      base::read_number(tokens[first + 4], ignored);
  if (!is_read) return std::nullopt;
  return out;
}

}  // namespace chefs::conformance
