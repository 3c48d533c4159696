// Tells the lines apart that a consumer prints: reports, notices, and log.
// Pure. What a report says is not checked against anything here.
// Source: docs/consumer-adapter.md.
//
//   {"chefs":1,"seq":7,"outcome":"processed","submissionId":"…",
//    "plaintextSha256":"…"}
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

struct LogLine {};
// {"chefs":1,"notice":…}
struct NoticeLine {};
struct BadReportLine {
  // "it has no outcome"
  std::string why;
};

using ReportLine = std::variant<LogLine, NoticeLine, BadReportLine, Report>;

ReportLine read_report_line(std::string_view line);

}  // namespace chefs::conformance
