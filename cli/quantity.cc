#include "cli/quantity.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <limits>
#include <span>

namespace chefs::cli {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t size;
};

constexpr std::array kDurationUnits = {
    Unit{"ms", 1},       Unit{"s", 1'000},     Unit{"m", 60'000},
    Unit{"min", 60'000}, Unit{"h", 3'600'000}, Unit{"d", 86'400'000},
};

constexpr std::array kByteUnits = {
    Unit{"", 1},
    Unit{"B", 1},
    Unit{"kB", 1'000},
    Unit{"KB", 1'000},
    Unit{"MB", 1'000'000},
    Unit{"GB", 1'000'000'000},
    Unit{"KiB", 1LL << 10},
    Unit{"MiB", 1LL << 20},
    Unit{"GiB", 1LL << 30},
};

std::optional<std::int64_t> parse(std::string_view text,
                                  std::span<const Unit> units) {
  std::int64_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return {};
  const std::string_view name(end, text.data() + text.size());
  for (const Unit& unit : units) {
    if (name != unit.name) continue;
    if (number > std::numeric_limits<std::int64_t>::max() / unit.size)
      return {};
    return number * unit.size;
  }
  return {};
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto milliseconds = parse(text, kDurationUnits);
  if (!milliseconds) return {};
  return std::chrono::milliseconds(*milliseconds);
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
  return parse(text, kByteUnits);
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  constexpr std::array kNoUnit = {Unit{"", 1}};
  return parse(text, kNoUnit);
}

std::string show_duration(std::chrono::milliseconds duration) {
  const std::int64_t ms = duration.count();
  constexpr std::array kShown = {Unit{"d", 86'400'000}, Unit{"h", 3'600'000},
                                 Unit{"min", 60'000}, Unit{"s", 1'000}};
  for (const Unit& unit : kShown) {
    if (ms >= unit.size && ms % unit.size == 0) {
      return fmt::format("{} {}", ms / unit.size, unit.name);
    }
  }
  return fmt::format("{} ms", ms);
}

std::string show_number(std::int64_t number) {
  std::string digits = std::to_string(number);
  constexpr std::size_t kGroup = 3;
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + kGroup;) {
    at -= kGroup;
    digits.insert(at, 1, ' ');
  }
  return digits;
}

CLI::Option* add_duration_option(
    CLI::App& verb, const std::string& name,
    std::optional<std::chrono::milliseconds>& value,
    const std::string& description) {
  return verb
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            value = parse_duration(text);
            if (value) return;
            throw CLI::ValidationError(
                name, fmt::format("'{}' is no duration; give one such as "
                                  "500ms, 30s, 15m, 1h or 7d",
                                  text));
          },
          description)
      ->type_name("DURATION");
}

CLI::Option* add_bytes_option(CLI::App& verb, const std::string& name,
                              std::optional<std::int64_t>& value,
                              const std::string& description) {
  return verb
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            value = parse_bytes(text);
            if (value) return;
            throw CLI::ValidationError(
                name, fmt::format("'{}' is no size; give bytes, or one such as "
                                  "64KiB, 1MiB or 1MB",
                                  text));
          },
          description)
      ->type_name("BYTES");
}

CLI::Option* add_seed_option(CLI::App& verb,
                             std::optional<std::uint64_t>& value,
                             const std::string& description) {
  return verb
      .add_option_function<std::string>(
          "--seed",
          [&value](const std::string& text) {
            const auto number = parse_count(text);
            if (!number || static_cast<std::uint64_t>(*number) >= kSeedBound) {
              throw CLI::ValidationError(
                  "--seed", fmt::format("'{}' is no seed; give a whole number "
                                        "from 0 to {}",
                                        text, kSeedBound - 1));
            }
            value = static_cast<std::uint64_t>(*number);
          },
          description)
      ->type_name("N");
}

}  // namespace chefs::cli
