// Durations and sizes as they are typed: 500ms, 30s, 15m, 1h, 7d; 1000, 64KiB,
// 1MiB, 1MB. Shown the same way.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/cli11.h"

namespace chefs::cli {

// Nothing if it is none, or more than can be held.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
std::optional<std::int64_t> parse_bytes(std::string_view text);
// A plain number.
std::optional<std::int64_t> parse_count(std::string_view text);

// "7 d", "15 min", "1500 ms"
std::string show_duration(std::chrono::milliseconds duration);
// Digits in groups of three: "966 367 641".
std::string show_number(std::int64_t number);

// Options of those kinds; a value that is none is a usage error.
CLI::Option* add_duration_option(
    CLI::App& verb, const std::string& name,
    std::optional<std::chrono::milliseconds>& value,
    const std::string& description);
CLI::Option* add_bytes_option(CLI::App& verb, const std::string& name,
                              std::optional<std::int64_t>& value,
                              const std::string& description);
// --seed: a whole number that JSON and JavaScript can hold exactly.
CLI::Option* add_seed_option(CLI::App& verb,
                             std::optional<std::uint64_t>& value,
                             const std::string& description);
inline constexpr std::uint64_t kSeedBound = 1ULL << 53;

}  // namespace chefs::cli
