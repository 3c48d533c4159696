// What happened in a case over time, as data for people: lanes, and marks on
// them. Made by a suite's runner, drawn by chart_svg.h and chart_text.h. Knows
// neither what the lanes mean nor what was judged.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace chefs::conformance {

// A word for the eye and for style sheets.
enum class MarkTone { kPlain, kGood, kBad, kBreak };

struct ChartMark {
  // Since the case began.
  std::chrono::microseconds at{};
  // The last of `count` things that are drawn as one; equal to `at` for one.
  std::chrono::microseconds until{};
  // Which of the chart's lanes; counted from 0.
  std::size_t lane = 0;
  MarkTone tone = MarkTone::kPlain;
  std::size_t count = 1;
  // In words, short: "before, sequence 3".
  std::string text;
};

struct Chart {
  // From top to bottom; empty: there is nothing to draw.
  std::vector<std::string> lanes;
  // In order of time.
  std::vector<ChartMark> marks;
  // The moment at which it went wrong.
  std::optional<std::chrono::microseconds> wrong_at;
};

}  // namespace chefs::conformance
