#include "producer/generator/clock.h"

#include "base/utc_time.h"

namespace chefs::producer {

using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::milliseconds;

SteppingClock::SteppingClock(Instant start, std::chrono::microseconds step)
    : next_(start), step_(step) {}

Instant SteppingClock::now() {
  Instant current = next_;
  next_ += step_;
  return current;
}

Instant SystemClock::now() {
  return floor<microseconds>(std::chrono::system_clock::now());
}

std::string to_iso8601(Instant instant) {
  return base::format_utc(floor<milliseconds>(instant));
}

std::optional<Instant> parse_iso8601(std::string_view text) {
  constexpr std::string_view kShort = "2025-01-15T17:00:00Z";
  constexpr std::string_view kLong = "2025-01-15T17:00:00.000Z";
  if (text.size() != kShort.size() && text.size() != kLong.size())
    return std::nullopt;
  if (text[kShort.find('T')] != 'T' || text.back() != 'Z') return std::nullopt;
  const auto time = base::parse_any_utc(text);
  if (!time) return std::nullopt;
  return time->whole + floor<microseconds>(time->fraction);
}

}  // namespace chefs::producer
