// A chart as SVG to stand in an HTML page: its colours are those of the page's
// style sheet (html_style.h), so that it is light or dark with it. No script.
#pragma once

#include <string>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// Empty if there is nothing to draw.
std::string chart_as_svg(const Chart& chart);

}  // namespace chefs::conformance
