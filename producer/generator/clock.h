// The time that generated rows and events carry, passed in so that a run can
// be repeated byte for byte. Not a timer: pacing is producer/publish/player.h.
// Spelling: ECMA-262, Date.prototype.toISOString, as JSON.stringify uses it.
//
//   SteppingClock clock(kFixedEpoch, std::chrono::milliseconds(250));
//   to_iso8601(clock.now());   // "2025-01-15T17:00:00.000Z"
//   to_iso8601(clock.now());   // "2025-01-15T17:00:00.250Z"
//
// Why: docs/decisions/0044.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::producer {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// Where a seeded run starts unless it is told another time: a Wednesday
// morning in Victoria, 2025-01-15T17:00:00Z.
inline constexpr Instant kFixedEpoch{std::chrono::seconds(1'736'960'400)};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
};

// Moves on by one step each time it is read.
class SteppingClock final : public Clock {
 public:
  SteppingClock(Instant start, std::chrono::microseconds step);
  Instant now() override;

 private:
  Instant next_;
  std::chrono::microseconds step_;
};

class SystemClock final : public Clock {
 public:
  Instant now() override;
};

// UTC, three digits of milliseconds, "Z".
std::string to_iso8601(Instant instant);
// The same spelling; the fraction may be left out. Nothing if it is no date.
std::optional<Instant> parse_iso8601(std::string_view text);

}  // namespace chefs::producer
