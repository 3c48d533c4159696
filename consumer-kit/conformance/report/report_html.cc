#include "consumer-kit/conformance/report/report_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/report/html_case.h"
#include "consumer-kit/conformance/report/html_style.h"
#include "consumer-kit/conformance/report/markup.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/verdict.h"

namespace chefs::conformance {
namespace {

std::string_view color_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kConformant:
      return "pass";
    case Verdict::kNotConformant:
      return "fail";
    case Verdict::kNotScored:
    case Verdict::kPartial:
    case Verdict::kAsExpected:
      return "warn";
    case Verdict::kSubsetPassed:
      break;
  }
  return "none";
}

std::string fact(std::string_view name, const std::string& value) {
  if (value.empty()) return "";
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name,
                     escaped_markup(value));
}

std::string implementation_of(const RunReport& report) {
  return report.implementation_name +
         (report.implementation_version.empty()
              ? ""
              : " " + report.implementation_version);
}

std::string head(const RunReport& report) {
  const CaseSet& set = report.case_set;
  std::string html = fmt::format(
      "<h1>CHEFS {} suite</h1>\n<p class=\"mono soft\">{}</p>\n"
      "<div class=\"verdict {}\"><strong>{}</strong>{}</div>\n",
      escaped_markup(report.suite),
      escaped_markup(command_line(report.command)), color_of(report.verdict),
      escaped_markup(headline(report)),
      report.not_scored_because.empty()
          ? ""
          : "<p>" + escaped_markup(report.not_scored_because) + ".</p>");
  html += "<dl class=\"facts\">\n";
  html += fact("Suite version", report.suite_version);
  html += fact("Case set", set.digest.substr(0, 16));
  html += fact("Cases", fmt::format("{} of {}, with {} checks", set.cases,
                                    set.catalogue_cases, set.checks));
  html += fact("Selected by", set.selection);
  html += fact("Counted level", std::string(to_string(report.level)));
  html += fact("Profile", report.profile);
  html += fact("Seed", std::to_string(report.seed));
  html += fact("Adapter", report.adapter);
  html += fact("Implementation", escaped(implementation_of(report)));
  html += fact("nats-server", report.nats_server_version);
  html += fact("Started", report.started_at);
  html += fact("Took",
               fmt::format("{:.1f} s with {} jobs",
                           static_cast<double>(report.took.count()) / 1000.0,
                           report.jobs));
  return html + "</dl>\n";
}

std::string failed_start(const RunReport& report) {
  if (!report.failed_start) return "";
  const FailedStart& start = *report.failed_start;
  return "<div class=\"card alarm\"><dl class=\"facts\">\n" +
         fact("Control", start.control) +
         fact("Expected", escaped(start.expected)) +
         fact("Observed", escaped(start.observed)) +
         fact("Tried", start.tried) + fact("Check", start.what_to_check) +
         "</dl></div>\n";
}

std::string diagnoses(const RunReport& report) {
  std::string html;
  for (const Diagnosis& diagnosis : report.diagnoses)
    html += fmt::format(
        "<div class=\"card alarm\"><strong>It looks as if {}.</strong>"
        "<p>{}</p><p class=\"soft\">{} answers of this run bear it out; the "
        "mistake is known as <code>{}</code>.</p></div>\n",
        escaped_markup(diagnosis.sentence), escaped_markup(diagnosis.fix),
        diagnosis.answers, escaped_markup(diagnosis.name));
  return html;
}

std::string notes(const RunReport& report) {
  std::string html;
  for (const std::string& problem : report.baseline_problems)
    html += fmt::format("<div class=\"card alarm\">Baseline {}, {}</div>\n",
                        escaped_markup(report.baseline_file),
                        escaped_markup(problem));
  for (const std::string& note : report.notes)
    html += fmt::format("<div class=\"card\">Note: {}.</div>\n",
                        escaped_markup(note));
  return html;
}

std::string tally(const RunReport& report) {
  const Tally& sums = report.tally;
  std::string counts = "<ul class=\"tally\">\n";
  std::string bar = "<div class=\"bar\" aria-hidden=\"true\">";
  const auto add = [&](std::string_view name, std::string_view label,
                       std::size_t count) {
    counts += fmt::format("<li><b>{}</b>{}</li>\n", count, label);
    if (count > 0)
      bar += fmt::format("<i class=\"{}\" style=\"flex:{}\"></i>", name, count);
  };
  add("pass", "passed", sums.pass);
  add("fail", "failed", sums.fail);
  add("unsupported", "unsupported", sums.unsupported);
  add("error", "errors", sums.error);
  counts += fmt::format("<li><b>{}</b>planned</li>\n", sums.planned);
  return counts + "</ul>\n" + bar + "</div>\n";
}

std::string_view sign_of(std::string_view standing) {
  if (standing == "pass") return "✓";
  if (standing == "fail") return "✗";
  if (standing == "unproven") return "?";
  if (standing == "unsupported") return "–";
  return "!";
}

// Whether its story stands on the page.
bool is_told(const RunReport& report, const CaseResult& result) {
  return report.not_scored_because.empty() &&
         result.outcome != OutcomeKind::kPass;
}

std::string cell(const RunReport& report, const CaseResult& result) {
  const std::string_view standing = standing_of(result);
  const std::string label =
      fmt::format("{}: {}", escaped_markup(result.info.id), standing);
  if (!is_told(report, result))
    return fmt::format("<span class=\"cell {}\" title=\"{}\">{}</span>",
                       standing, label, sign_of(standing));
  return fmt::format(
      "<a class=\"cell {}\" href=\"#{}\" title=\"{}\" aria-label=\"{}\">{}</a>",
      standing, escaped_markup(result.info.id), label, label,
      sign_of(standing));
}

std::string matrix(const RunReport& report) {
  std::string html =
      "<h2>All cases at a glance</h2>\n<table class=\"matrix\"><tbody>\n";
  for (auto at = report.cases.begin(); at != report.cases.end();) {
    const std::string group = group_of(at->info.id);
    std::string cells;
    std::size_t passed = 0;
    std::size_t count = 0;
    for (; at != report.cases.end() && group_of(at->info.id) == group; ++at) {
      cells += cell(report, *at);
      passed += at->outcome == OutcomeKind::kPass;
      ++count;
    }
    html += fmt::format(
        "<tr><th scope=\"row\"><code>{}</code></th><td class=\"cells\">{}</td>"
        "<td class=\"count\">{} of {}</td></tr>\n",
        escaped_markup(group), cells, passed, count);
  }
  return html +
         "</tbody></table>\n"
         "<p class=\"legend\"><span><span class=\"cell pass\">✓</span> passed"
         "</span><span><span class=\"cell fail\">✗</span> failed</span>"
         "<span><span class=\"cell unproven\">?</span> right, but proves "
         "nothing</span><span><span class=\"cell unsupported\">–</span> "
         "unsupported</span><span><span class=\"cell error\">!</span> error of "
         "the suite</span></p>\n";
}

std::string failures(const RunReport& report) {
  std::vector<const CaseResult*> failed;
  for (const CaseResult& result : report.cases)
    if (is_told(report, result)) failed.push_back(&result);
  if (failed.empty()) return "";
  std::stable_partition(failed.begin(), failed.end(),
                        [](const CaseResult* result) {
                          return standing_of(*result) != "unproven";
                        });
  std::string html = "<h2>What did not pass</h2>\n";
  if (report.suite == "decryptor")
    html +=
        "<p class=\"key mono\"><span class=\"salt\">salt</span><span "
        "class=\"iv\">iv</span><span class=\"tag\">tag</span><span "
        "class=\"ciphertext\">ciphertext</span><mark>changed</mark></p>\n";
  for (const CaseResult* result : failed) html += case_as_html(*result);
  return html;
}

std::string all_cases(const RunReport& report) {
  std::string html =
      "<h2>Every case</h2>\n<details><summary>List them</summary>\n"
      "<table class=\"all\"><thead><tr><th>Case</th><th>Title</th>"
      "<th>Level</th><th>Outcome</th></tr></thead><tbody>\n";
  for (const CaseResult& result : report.cases)
    html += fmt::format(
        "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td><span "
        "class=\"pill {}\">{}</span></td></tr>\n",
        escaped_markup(result.info.id), escaped_markup(result.info.title),
        to_string(result.info.level), standing_of(result), standing_of(result));
  return html + "</tbody></table></details>\n";
}

}  // namespace

std::string report_as_html(const RunReport& report) {
  return fmt::format(
             "<!doctype html>\n<html lang=\"en\">\n<head>\n"
             "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
             "content=\"width=device-width, initial-scale=1\">\n"
             "<title>CHEFS {} suite: {}</title>\n<style>{}</style>\n"
             "</head>\n<body>\n",
             escaped_markup(report.suite), to_string(report.verdict),
             kHtmlStyle) +
         head(report) + failed_start(report) + diagnoses(report) +
         notes(report) + tally(report) + matrix(report) + failures(report) +
         all_cases(report) + "</body>\n</html>\n";
}

}  // namespace chefs::conformance
