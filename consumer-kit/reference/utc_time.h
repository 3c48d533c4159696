// Times as JetStream and people write them: RFC 3339 in, RFC 3339 in UTC out.
// Not a calendar and not a clock.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::consumer {

using UtcNanoseconds = std::chrono::time_point<std::chrono::system_clock,
                                               std::chrono::nanoseconds>;

// "2026-11-24T06:50:16Z", with up to nine decimals, or an offset for the Z.
// Years 1970 to 2261, which is what nanoseconds in 64 bits reach.
std::optional<UtcNanoseconds> parse_utc(std::string_view text);

// "2026-11-24T06:50:16.123456789Z"
std::string format_utc(UtcNanoseconds time);
// "2026-11-24T06:50:16.123Z"
std::string format_utc_ms(UtcNanoseconds time);

}  // namespace chefs::consumer
