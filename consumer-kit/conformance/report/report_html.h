// A run's report as one HTML file that needs nothing else, for a browser, a
// phone or paper. Pure.
#pragma once

#include <string>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

std::string report_as_html(const RunReport& report);

}  // namespace chefs::conformance
