#include "consumer-kit/conformance/report/report_badge.h"

#include <fmt/format.h>

#include "consumer-kit/conformance/report/markup.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

struct Badge {
  std::string label;
  std::string message;
  // A name that shields.io knows, and the colour itself.
  std::string color_name;
  std::string color;
};

std::string failure_of(const RunReport& report) {
  const std::size_t failures = report.tally.failures.all();
  if (failures > 0)
    return fmt::format("{} of {} fail", failures, report.tally.planned);
  return report.baseline_problems.empty() ? "nothing judged" : "stale baseline";
}

Badge badge_of(const RunReport& report) {
  Badge badge;
  badge.label = "CHEFS " + report.suite;
  switch (report.verdict) {
    case Verdict::kConformant:
      badge.message = "conformant";
      badge.color_name = "brightgreen";
      badge.color = "#1a7f37";
      break;
    case Verdict::kPartial:
      badge.message = "partial";
      badge.color_name = "yellow";
      badge.color = "#9a6700";
      break;
    case Verdict::kSubsetPassed:
      badge.message = fmt::format("{} of {} cases pass", report.tally.pass,
                                  report.case_set.catalogue_cases);
      badge.color_name = "blue";
      badge.color = "#0969da";
      break;
    case Verdict::kAsExpected:
      badge.message =
          fmt::format("{} known failures", report.tally.expected_failures);
      badge.color_name = "yellow";
      badge.color = "#9a6700";
      break;
    case Verdict::kNotConformant:
      badge.message = failure_of(report);
      badge.color_name = "red";
      badge.color = "#cf222e";
      break;
    case Verdict::kNotScored:
      badge.message = "not scored";
      badge.color_name = "lightgrey";
      badge.color = "#6e7781";
      break;
  }
  return badge;
}

// Wide enough for 11 px Verdana, whose letters are about 7 px.
std::size_t width_px(const std::string& text) { return text.size() * 7 + 12; }

}  // namespace

contract::Json badge_as_json(const RunReport& report) {
  const Badge badge = badge_of(report);
  return {{"schemaVersion", 1},
          {"label", badge.label},
          {"message", badge.message},
          {"color", badge.color_name}};
}

std::string badge_as_svg(const RunReport& report) {
  const Badge badge = badge_of(report);
  const std::size_t left = width_px(badge.label);
  const std::size_t right = width_px(badge.message);
  return fmt::format(
      R"svg(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="20" role="img" aria-label="{1}: {2}">
  <title>{1}: {2}</title>
  <clipPath id="r"><rect width="{0}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#r)">
    <rect width="{3}" height="20" fill="#444c56"/>
    <rect x="{3}" width="{4}" height="20" fill="{5}"/>
  </g>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
    <text x="{6}" y="14">{1}</text>
    <text x="{7}" y="14">{2}</text>
  </g>
</svg>
)svg",
      left + right, escaped_markup(badge.label), escaped_markup(badge.message),
      left, right, badge.color, left / 2, left + right / 2);
}

}  // namespace chefs::conformance
