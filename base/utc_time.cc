#include "base/utc_time.h"

#include <cstddef>
#include <span>

namespace chefs::base {
namespace {

using namespace std::chrono;

// Takes digits off the front of a text; remembers the first failure.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    if (rest_.size() < count) return fail();
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(rest_[i])) return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  void literal(std::string_view either_of) {
    if (rest_.empty() || either_of.find(rest_.front()) == either_of.npos) {
      fail();
    } else {
      rest_.remove_prefix(1);
    }
  }
  // ".5" is 500 000 000.
  nanoseconds fraction() {
    if (!rest_.starts_with('.')) return 0ns;
    rest_.remove_prefix(1);
    std::int64_t value = 0;
    int places = 0;
    for (; places < 9 && !rest_.empty() && is_digit(rest_.front()); ++places) {
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (places == 0) fail();
    for (; places < 9; ++places) value *= 10;
    return nanoseconds(value);
  }
  minutes offset() {
    const char sign = rest_.empty() ? '?' : rest_.front();
    literal("Zz+-");
    if (sign != '+' && sign != '-') return 0min;
    const int hour = digits(2);
    literal(":");
    const int minute = digits(2);
    if (hour > 23 || minute > 59) fail();
    const auto size = hours(hour) + minutes(minute);
    return sign == '-' ? -size : size;
  }
  bool is_good() const { return is_good_ && rest_.empty(); }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  int fail() {
    is_good_ = false;
    return 0;
  }

  std::string_view rest_;
  bool is_good_ = true;
};

// Right-aligned in `out`, with zeros before it.
void write_digits(std::uint64_t value, std::span<char> out) {
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit) {
    *digit = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

}  // namespace

std::optional<UtcTime> parse_any_utc(std::string_view text) {
  Reader reader(text);
  const int y = reader.digits(4);
  reader.literal("-");
  const int mo = reader.digits(2);
  reader.literal("-");
  const int d = reader.digits(2);
  reader.literal("Tt ");
  const int h = reader.digits(2);
  reader.literal(":");
  const int mi = reader.digits(2);
  reader.literal(":");
  const int s = reader.digits(2);
  const auto fraction = reader.fraction();
  const auto offset = reader.offset();
  const year_month_day date{year(y), month(static_cast<unsigned>(mo)),
                            day(static_cast<unsigned>(d))};
  if (!reader.is_good() || !date.ok()) return std::nullopt;
  if (h > 23 || mi > 59 || s > 59) return std::nullopt;
  return UtcTime{sys_days(date) + hours(h) + minutes(mi) + seconds(s) - offset,
                 fraction};
}

std::optional<UtcNanoseconds> parse_utc(std::string_view text) {
  constexpr sys_seconds kFirst{sys_days(year(1970) / 1 / 1)};
  constexpr sys_seconds kAfter{sys_days(year(2262) / 1 / 1)};
  const auto time = parse_any_utc(text);
  if (!time || time->whole < kFirst || time->whole >= kAfter)
    return std::nullopt;
  return time->whole + time->fraction;
}

std::string format_utc(sys_seconds time, std::uint64_t decimals,
                       std::size_t digits) {
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  std::string text = "0000-00-00T00:00:00.000000000Z";
  const auto put = [&text](std::size_t at, std::size_t count, auto value) {
    write_digits(static_cast<std::uint64_t>(value),
                 std::span(text).subspan(at, count));
  };
  put(0, 4, static_cast<int>(date.year()));
  put(5, 2, static_cast<unsigned>(date.month()));
  put(8, 2, static_cast<unsigned>(date.day()));
  put(11, 2, clock.hours().count());
  put(14, 2, clock.minutes().count());
  put(17, 2, clock.seconds().count());
  constexpr std::size_t kPoint = 19;
  if (digits > 0) put(kPoint + 1, digits, decimals);
  text.resize(digits > 0 ? kPoint + 1 + digits : kPoint);
  return text += 'Z';
}

}  // namespace chefs::base
