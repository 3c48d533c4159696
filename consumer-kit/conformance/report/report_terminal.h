// A run's report for the eye: a tree of groups, details for failures only.
// Pure: the text is returned, whoever calls prints it.
#pragma once

#include <cstddef>
#include <string>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

enum class Coloring { kPlain, kAnsi };

struct TerminalStyle {
  std::size_t columns = 80;
  Coloring coloring = Coloring::kPlain;
};

std::string report_for_terminal(const RunReport& report, TerminalStyle style);

}  // namespace chefs::conformance
