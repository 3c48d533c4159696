// A run's report as JSON, for machines. Drawn by
// fixtures/schemas/report.schema.json. Pure.
#pragma once

#include "consumer-kit/conformance/suite/report.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

contract::Json report_as_json(const RunReport& report);
// One of its cases.
contract::Json case_result_as_json(const CaseResult& result);

}  // namespace chefs::conformance
