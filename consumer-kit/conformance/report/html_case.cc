#include "consumer-kit/conformance/report/html_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/report/chart_svg.h"
#include "consumer-kit/conformance/report/chart_text.h"
#include "consumer-kit/conformance/report/markup.h"
#include "consumer-kit/conformance/report/shown_text.h"

namespace chefs::conformance {
namespace {

// Checks of one case that are drawn in full; the others get a line each.
constexpr std::size_t kDrawnChecks = 3;

std::string field(std::string_view label, const std::string& text) {
  if (text.empty()) return "";
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", label, escaped_markup(text));
}

std::string likely_field(const std::vector<LikelyCause>& likely) {
  if (likely.empty()) return "";
  std::string html = "<dt>Likely</dt><dd><ul class=\"likely\">";
  for (const LikelyCause& cause : likely) {
    html += "<li>" + escaped_markup(cause.sentence);
    if (!cause.seen.empty())
      html += fmt::format(" <span class=\"soft\">Seen: {}.</span>",
                          escaped_markup(cause.seen));
    html += "</li>";
  }
  return html + "</ul></dd>\n";
}

std::string traces_field(const Traces& traces) {
  std::string html = field("Ended", traces.exit);
  const auto list = [&html](std::string_view label,
                            const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    html += fmt::format("<dt>{}</dt><dd class=\"mono\">", label);
    for (const std::string& text : texts)
      html += fmt::format("<div>{}</div>", escaped_markup(text));
    html += "</dd>\n";
  };
  list("Refused", traces.refusals);
  list("Consumer", traces.consumers);
  list("Printed", traces.last_lines);
  return html;
}

std::string drawing_as_html(const Drawing& drawing) {
  std::string html =
      fmt::format("<p class=\"soft\">{}</p>\n<p class=\"hex mono\">",
                  escaped_markup(drawing.title));
  for (const DrawnSpan& span : drawing.spans)
    html += fmt::format("<{0} class=\"{1}\" title=\"{1}\">{2}</{0}>",
                        span.is_marked ? "mark" : "span", span.role,
                        escaped_markup(span.text));
  return html + "</p>\n";
}

std::string in_milliseconds(std::chrono::microseconds time) {
  return fmt::format("{:.1f} ms", static_cast<double>(time.count()) / 1000.0);
}

std::string exchange_as_html(const std::vector<ExchangeStep>& steps) {
  if (steps.empty()) return "";
  // One unit for all of them.
  const bool is_long = steps.back().at >= std::chrono::seconds(1);
  std::string html = "<table class=\"steps\">";
  for (const ExchangeStep& step : steps)
    html += fmt::format(
        "<tr{}><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        step.is_marked ? " class=\"wrong\"" : "",
        is_long ? seconds(step.at) + " s" : in_milliseconds(step.at),
        escaped_markup(step.who), escaped_markup(step.what));
  return html + "</table>\n";
}

std::string check_as_html(const CheckResult& check) {
  std::string html = fmt::format(
      "<section class=\"check\"><h4>Check <code>{}</code></h4>\n"
      "<dl class=\"fields\">\n",
      escaped_markup(check.name));
  html += field("Expected", check.expected);
  html += field("Observed", check.observed);
  html += field("Why", check.why);
  html += "</dl>\n";
  for (const Drawing& drawing : check.evidence)
    html += drawing_as_html(drawing);
  html += exchange_as_html(check.exchange);
  return html + "</section>\n";
}

std::string short_list(const std::vector<const CheckResult*>& checks) {
  std::string html =
      "<section class=\"check\"><h4>Also</h4><dl class=\"fields\">\n";
  for (const CheckResult* check : checks)
    html += fmt::format("<dt><code>{}</code></dt><dd>{}</dd>\n",
                        escaped_markup(check->name),
                        escaped_markup(check->observed));
  return html + "</dl></section>\n";
}

std::vector<const CheckResult*> failed_checks(const CaseResult& result) {
  std::vector<const CheckResult*> failed;
  for (const CheckResult& check : result.checks)
    if (check.outcome != OutcomeKind::kPass) failed.push_back(&check);
  std::stable_partition(
      failed.begin(), failed.end(),
      [](const CheckResult* check) { return !check->is_unproven; });
  return failed;
}

}  // namespace

std::string_view standing_of(const CaseResult& result) {
  const bool is_unproven =
      result.outcome == OutcomeKind::kFail &&
      std::ranges::all_of(result.checks, [](const CheckResult& check) {
        return check.outcome == OutcomeKind::kPass || check.is_unproven;
      });
  return is_unproven ? "unproven" : to_string(result.outcome);
}

std::string case_as_html(const CaseResult& result) {
  const CaseInfo& info = result.info;
  const std::string_view standing = standing_of(result);
  std::string html = fmt::format(
      "<article class=\"case\" id=\"{0}\"><header>"
      "<span class=\"pill {1}\">{1}</span>"
      "<h3><code>{0}</code></h3><span>{2}</span>"
      "<span class=\"pill level\">{3}</span></header>\n",
      escaped_markup(info.id), standing, escaped_markup(info.title),
      to_string(info.level));
  if (result.is_expected_failure)
    html += "<p class=\"soft\">The baseline expects this.</p>\n";
  if (!result.counts)
    html += "<p class=\"soft\">This level does not count in this run.</p>\n";
  html += "<dl class=\"fields\">\n" + field("Required", info.requirement) +
          field("Source", info.source) + field("It means", info.meaning) +
          field("Fix", info.fix) + likely_field(result.likely) +
          traces_field(result.traces) +
          field("Again",
                result.bundle.empty()
                    ? ""
                    : "chefs-mock replay " + command_line({result.bundle})) +
          "</dl>\n";
  html += chart_as_svg(result.chart);
  std::vector<const CheckResult*> failed = failed_checks(result);
  for (std::size_t i = 0; i < std::min(kDrawnChecks, failed.size()); ++i)
    html += check_as_html(*failed[i]);
  if (failed.size() > kDrawnChecks)
    html += short_list({failed.begin() + kDrawnChecks, failed.end()});
  return html + "</article>\n";
}

}  // namespace chefs::conformance
