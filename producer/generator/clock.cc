#include "producer/generator/clock.h"

#include <charconv>
#include <cstddef>
#include <cstdint>

namespace chefs::producer {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;

// A number of exactly `digits` decimal digits, taken off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  int value = 0;
  if (text.size() < digits) return std::nullopt;
  auto [end, fault] = std::from_chars(text.data(), text.data() + digits, value);
  if (fault != std::errc() || end != text.data() + digits) return std::nullopt;
  if (text.front() == '-') return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take_character(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Instant> take_date(std::string_view& text) {
  auto year = take_number(text, 4);
  if (!year || !take_character(text, '-')) return std::nullopt;
  auto month = take_number(text, 2);
  if (!month || !take_character(text, '-')) return std::nullopt;
  auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  std::chrono::year_month_day date{
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(*month)),
      std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Instant(std::chrono::sys_days(date));
}

std::optional<std::chrono::microseconds> take_time_of_day(
    std::string_view& text) {
  auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take_character(text, ':')) return std::nullopt;
  auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59 || !take_character(text, ':')) {
    return std::nullopt;
  }
  auto seconds = take_number(text, 2);
  if (!seconds || *seconds > 59) return std::nullopt;
  std::optional<int> fraction_ms = 0;
  if (take_character(text, '.')) fraction_ms = take_number(text, 3);
  if (!fraction_ms) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds) + milliseconds(*fraction_ms);
}

// The last `digits` decimal digits of a number, at a place of the text. By
// hand: each row and each deployed event carries such times.
void put_digits(std::string& text, std::size_t place, std::size_t digits,
                std::int64_t number) {
  for (std::size_t i = place + digits; i-- > place; number /= 10) {
    text[i] = static_cast<char>('0' + number % 10);
  }
}

}  // namespace

SteppingClock::SteppingClock(Instant start, std::chrono::microseconds step)
    : next_(start), step_(step) {}

Instant SteppingClock::now() {
  Instant current = next_;
  next_ += step_;
  return current;
}

Instant SystemClock::now() {
  return floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string to_iso8601(Instant instant) {
  const auto day = floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(floor<milliseconds>(instant - day));
  std::string text = "0000-00-00T00:00:00.000Z";
  put_digits(text, 0, 4, static_cast<int>(date.year()));
  put_digits(text, 5, 2, static_cast<unsigned>(date.month()));
  put_digits(text, 8, 2, static_cast<unsigned>(date.day()));
  put_digits(text, 11, 2, time.hours().count());
  put_digits(text, 14, 2, time.minutes().count());
  put_digits(text, 17, 2, time.seconds().count());
  put_digits(text, 20, 3, time.subseconds().count());
  return text;
}

std::optional<Instant> parse_iso8601(std::string_view text) {
  auto date = take_date(text);
  if (!date || !take_character(text, 'T')) return std::nullopt;
  auto time = take_time_of_day(text);
  if (!time || text != "Z") return std::nullopt;
  return *date + *time;
}

}  // namespace chefs::producer
