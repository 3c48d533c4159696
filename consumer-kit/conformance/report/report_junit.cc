#include "consumer-kit/conformance/report/report_junit.h"

#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "consumer-kit/conformance/report/chart_text.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/verdict.h"

namespace chefs::conformance {
namespace {

using std::chrono::microseconds;

// Characters that XML cannot hold do not get here: texts are escaped already.
void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

void add_property(pugi::xml_node properties, const char* name,
                  const std::string& value) {
  pugi::xml_node property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

const CheckResult* first_with(const CaseResult& result) {
  for (const CheckResult& check : result.checks)
    if (check.outcome == result.outcome) return &check;
  return nullptr;
}

std::string details(const CaseResult& result) {
  std::string text = result.info.requirement + "\n";
  for (const CheckResult& check : result.checks) {
    if (check.outcome == OutcomeKind::kPass) continue;
    text += fmt::format("\n{}\n  expected: {}\n  observed: {}\n", check.name,
                        check.expected, check.observed);
    if (!check.why.empty()) text += fmt::format("  why: {}\n", check.why);
  }
  text += fmt::format("\nWhat it means: {}\nHow to fix it: {}\n",
                      result.info.meaning, result.info.fix);
  return text;
}

void add_case(pugi::xml_node suite, const RunReport& report,
              const CaseResult& result) {
  microseconds took{};
  for (const CheckResult& check : result.checks) took += check.took;
  pugi::xml_node test = suite.append_child("testcase");
  set(test, "name", name_in_group(result.info.id));
  set(test, "classname", group_of(result.info.id));
  set(test, "time", seconds(took));
  const CheckResult* first = first_with(result);
  const std::string message =
      !first ? ""
             : fmt::format("{}: {}", first->name,
                           first->why.empty() ? first->observed : first->why);
  const bool is_excused = result.is_expected_failure || !result.counts;
  if (result.outcome == OutcomeKind::kError) {
    pugi::xml_node error = test.append_child("error");
    set(error, "message", message);
    set(error, "type", report.suite + ".error");
    error.text().set(details(result).c_str());
  } else if (result.outcome == OutcomeKind::kFail && !is_excused) {
    pugi::xml_node failure = test.append_child("failure");
    set(failure, "message", message);
    set(failure, "type", std::string(to_string(result.info.level)));
    failure.text().set(details(result).c_str());
  } else if (result.outcome != OutcomeKind::kPass) {
    const std::string_view why =
        result.is_expected_failure ? "known failure: "
        : result.outcome == OutcomeKind::kUnsupported
            ? "unsupported: "
            : "fails, at a level that does not count: ";
    set(test.append_child("skipped"), "message",
        fmt::format("{}{}", why, message));
  }
}

struct Counts {
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

Counts counts_of(pugi::xml_node suite) {
  Counts counts;
  for (const pugi::xml_node test : suite.children("testcase")) {
    counts.failures += !test.child("failure").empty();
    counts.errors += !test.child("error").empty();
    counts.skipped += !test.child("skipped").empty();
  }
  return counts;
}

void add_properties(pugi::xml_node suite, const RunReport& report) {
  pugi::xml_node properties = suite.append_child("properties");
  add_property(properties, "suite.version", report.suite_version);
  add_property(properties, "case-set.digest", report.case_set.digest);
  add_property(properties, "case-set.selection", report.case_set.selection);
  add_property(properties, "seed", std::to_string(report.seed));
  add_property(properties, "profile", report.profile);
  add_property(properties, "level", std::string(to_string(report.level)));
  add_property(properties, "strict", report.is_strict ? "true" : "false");
  add_property(properties, "adapter", report.adapter);
  add_property(properties, "command", command_line(report.command));
  add_property(properties, "verdict", std::string(to_string(report.verdict)));
  add_property(properties, "headline", headline(report));
  if (!report.nats_server_version.empty())
    add_property(properties, "nats-server.version", report.nats_server_version);
  for (const Diagnosis& diagnosis : report.diagnoses)
    add_property(properties, "diagnosis", diagnosis.sentence);
}

}  // namespace

std::string report_as_junit(const RunReport& report) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  pugi::xml_node suite = document.append_child("testsuite");
  add_properties(suite, report);
  for (const CaseResult& result : report.cases) add_case(suite, report, result);
  const Counts counts = counts_of(suite);
  set(suite, "name", "chefs." + report.suite);
  set(suite, "time", seconds(report.took));
  set(suite, "tests", std::to_string(report.cases.size()));
  set(suite, "errors", std::to_string(counts.errors));
  set(suite, "skipped", std::to_string(counts.skipped));
  set(suite, "failures", std::to_string(counts.failures));
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace chefs::conformance
