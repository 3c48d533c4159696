// A run's verdict as a badge for a README: an SVG image, or the JSON that a
// shields.io "endpoint" badge reads. Pure.
#pragma once

#include <string>

#include "consumer-kit/conformance/suite/report.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

std::string badge_as_svg(const RunReport& report);
contract::Json badge_as_json(const RunReport& report);

}  // namespace chefs::conformance
