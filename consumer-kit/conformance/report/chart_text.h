// A chart as lines for a terminal: a moment each, in order, with the one that
// went wrong marked. Long stories are cut around that moment.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

struct ChartLine {
  // "0.120", in seconds; empty where lines are left out.
  std::string time = {};
  std::string lane = {};
  std::string text = {};
  MarkTone tone = MarkTone::kPlain;
  // Here it went wrong.
  bool is_wrong = false;
};

// At most about `limit` lines: the first ones and those around the moment that
// went wrong, or the last ones if there is none.
std::vector<ChartLine> chart_as_lines(const Chart& chart, std::size_t limit);

// "plain", "good", "bad", "break".
std::string_view to_string(MarkTone tone);

// "12.345"
std::string seconds(std::chrono::microseconds time);
// On an axis that is `span` long, which has one unit from end to end: "250 ms",
// or "0.25 s" if a second is on it.
std::string axis_time(std::chrono::microseconds time,
                      std::chrono::microseconds span);

}  // namespace chefs::conformance
