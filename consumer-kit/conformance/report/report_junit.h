// A run's report as JUnit XML, valid against Surefire's schema: one test case
// per case, <failure> for fail, <error> for error, <skipped> for unsupported.
// Pure.
#pragma once

#include <string>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

std::string report_as_junit(const RunReport& report);

}  // namespace chefs::conformance
