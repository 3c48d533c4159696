#include "consumer-kit/conformance/report/report_json.h"

#include "consumer-kit/conformance/report/chart_text.h"
#include "consumer-kit/conformance/suite/verdict.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;

double as_ms(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000.0;
}

void add_text(Json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

Json as_json(const Drawing& drawing) {
  Json spans = Json::array();
  for (const DrawnSpan& span : drawing.spans) {
    Json object = {{"text", span.text}, {"role", span.role}};
    if (span.is_marked) object["marked"] = true;
    spans.push_back(std::move(object));
  }
  return {{"title", drawing.title}, {"spans", std::move(spans)}};
}

Json as_json(const Chart& chart) {
  Json marks = Json::array();
  for (const ChartMark& mark : chart.marks) {
    Json object = {{"atMs", as_ms(mark.at)},
                   {"lane", mark.lane},
                   {"tone", to_string(mark.tone)},
                   {"text", mark.text}};
    if (mark.count > 1) {
      object["untilMs"] = as_ms(mark.until);
      object["count"] = mark.count;
    }
    marks.push_back(std::move(object));
  }
  Json object = {{"lanes", chart.lanes}, {"marks", std::move(marks)}};
  if (chart.wrong_at) object["wrongAtMs"] = as_ms(*chart.wrong_at);
  return object;
}

Json as_json(const ExchangeStep& step) {
  Json object = {
      {"atMs", as_ms(step.at)}, {"who", step.who}, {"what", step.what}};
  if (step.is_marked) object["marked"] = true;
  return object;
}

Json as_json(const CheckResult& check) {
  Json object = {{"name", check.name},
                 {"outcome", to_string(check.outcome)},
                 {"answer", check.answer},
                 {"tookMs", as_ms(check.took)}};
  if (check.outcome == OutcomeKind::kPass) return object;
  if (check.is_unproven) object["unproven"] = true;
  if (check.is_expected_failure) object["expectedFailure"] = true;
  add_text(object, "expected", check.expected);
  add_text(object, "observed", check.observed);
  add_text(object, "why", check.why);
  add_text(object, "needs", check.needs);
  for (const Drawing& drawing : check.evidence)
    object["evidence"].push_back(as_json(drawing));
  for (const ExchangeStep& step : check.exchange)
    object["exchange"].push_back(as_json(step));
  return object;
}

Json as_json(const CaseSet& set) {
  Json object = {{"digest", set.digest},
                 {"cases", set.cases},
                 {"checks", set.checks},
                 {"catalogueCases", set.catalogue_cases},
                 {"complete", set.is_complete}};
  add_text(object, "selection", set.selection);
  return object;
}

Json as_json(const Tally& tally) {
  return {{"planned", tally.planned},
          {"pass", tally.pass},
          {"fail", tally.fail},
          {"unsupported", tally.unsupported},
          {"error", tally.error},
          {"countedFailures", tally.failures.all()},
          {"failuresByLevel",
           {{"must", tally.failures.must},
            {"should", tally.failures.should},
            {"may", tally.failures.may}}},
          {"losingEvents", tally.losing_events},
          {"unjudged", tally.unjudged},
          {"expectedFailures", tally.expected_failures}};
}

Json as_json(const FailedStart& start) {
  Json object = {{"summary", start.summary}};
  add_text(object, "control", start.control);
  add_text(object, "expected", start.expected);
  add_text(object, "observed", start.observed);
  add_text(object, "tried", start.tried);
  add_text(object, "check", start.what_to_check);
  return object;
}

Json diagnoses_as_json(const RunReport& report) {
  Json list = Json::array();
  for (const Diagnosis& diagnosis : report.diagnoses)
    list.push_back({{"name", diagnosis.name},
                    {"sentence", diagnosis.sentence},
                    {"fix", diagnosis.fix},
                    {"answers", diagnosis.answers}});
  return list;
}

Json as_json(const Traces& traces) {
  Json object = Json::object();
  const auto add = [&object](const char* name,
                             const std::vector<std::string>& texts) {
    if (!texts.empty()) object[name] = texts;
  };
  add("lastLines", traces.last_lines);
  add_text(object, "exit", traces.exit);
  add("refusals", traces.refusals);
  add("consumers", traces.consumers);
  return object;
}

Json likely_as_json(const std::vector<LikelyCause>& likely) {
  Json list = Json::array();
  for (const LikelyCause& cause : likely) {
    Json& object = list.emplace_back(
        Json{{"name", cause.name}, {"sentence", cause.sentence}});
    add_text(object, "seen", cause.seen);
    if (cause.at)
      object["atMs"] = static_cast<double>(cause.at->count()) / 1000.0;
  }
  return list;
}

}  // namespace

Json case_result_as_json(const CaseResult& result) {
  const CaseInfo& info = result.info;
  Json object = {{"id", info.id},
                 {"title", info.title},
                 {"level", to_string(info.level)},
                 {"outcome", to_string(result.outcome)},
                 {"counts", result.counts}};
  if (result.is_expected_failure) object["expectedFailure"] = true;
  object["requirement"] = info.requirement;
  object["source"] = info.source;
  object["flags"] = info.flags;
  if (result.outcome != OutcomeKind::kPass) {
    add_text(object, "meaning", info.meaning);
    add_text(object, "fix", info.fix);
    const Json traces = as_json(result.traces);
    if (!traces.empty()) object["traces"] = traces;
    if (!result.likely.empty())
      object["likely"] = likely_as_json(result.likely);
    if (!result.chart.lanes.empty()) object["chart"] = as_json(result.chart);
    add_text(object, "bundle", result.bundle);
  }
  Json& checks = object["checks"] = Json::array();
  for (const CheckResult& check : result.checks)
    checks.push_back(as_json(check));
  return object;
}

Json report_as_json(const RunReport& report) {
  Json object = {{"report", 1},
                 {"suite", report.suite},
                 {"suiteVersion", report.suite_version},
                 {"verdict", to_string(report.verdict)},
                 {"headline", headline(report)},
                 {"exitCode", exit_code(report)},
                 {"level", to_string(report.level)},
                 {"strict", report.is_strict},
                 {"caseSet", as_json(report.case_set)},
                 // A string: JavaScript's numbers end at 2^53.
                 {"seed", std::to_string(report.seed)},
                 {"profile", report.profile}};
  add_text(object, "natsServerVersion", report.nats_server_version);
  object["adapter"] = report.adapter;
  object["command"] = report.command;
  object["implementation"] = {{"name", report.implementation_name},
                              {"version", report.implementation_version}};
  object["startedAt"] = report.started_at;
  object["tookMs"] = report.took.count();
  object["runnerCpuMs"] = report.runner_cpu.count();
  object["jobs"] = report.jobs;
  object["tally"] = as_json(report.tally);
  add_text(object, "notScoredBecause", report.not_scored_because);
  if (report.failed_start)
    object["failedStart"] = as_json(*report.failed_start);
  object["diagnoses"] = diagnoses_as_json(report);
  object["notes"] = report.notes;
  if (!report.baseline_file.empty())
    object["baseline"] = {{"file", report.baseline_file},
                          {"problems", report.baseline_problems}};
  Json& cases = object["cases"] = Json::array();
  for (const CaseResult& result : report.cases)
    cases.push_back(case_result_as_json(result));
  return object;
}

}  // namespace chefs::conformance
