// Times as JetStream, JavaScript and people write them: RFC 3339 in, RFC 3339
// in UTC out. Not a calendar and not a clock.
//
//   format_utc(floor<milliseconds>(now));    // "2026-11-24T06:50:16.123Z"
//   parse_utc("2026-11-23T22:50:16-08:00");  // "2026-11-24T06:50:16Z"
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::base {

using UtcNanoseconds = std::chrono::sys_time<std::chrono::nanoseconds>;

// A time of the years 0 to 9999, which nanoseconds in 64 bits do not reach.
struct UtcTime {
  std::chrono::sys_seconds whole;
  std::chrono::nanoseconds fraction{};
};

// "2026-11-24T06:50:16Z", with up to nine decimals, or an offset for the Z.
std::optional<UtcTime> parse_any_utc(std::string_view text);
// Years 1970 to 2261.
std::optional<UtcNanoseconds> parse_utc(std::string_view text);

// "2026-11-24T06:50:16Z", with a point and that many digits of `decimals`
// before the Z.
std::string format_utc(std::chrono::sys_seconds time, std::uint64_t decimals,
                       std::size_t digits);

// With the decimals of its type: none, three or nine.
template <typename Duration>
std::string format_utc(std::chrono::sys_time<Duration> time) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  return format_utc(whole, static_cast<std::uint64_t>((time - whole).count()),
                    std::chrono::hh_mm_ss<Duration>::fractional_width);
}

}  // namespace chefs::base
