// What a failed case's report shows beside its checks: the likely causes and
// what the program left, on a terminal and as a page.
#include <gmock/gmock.h>

#include <regex>
#include <sstream>

#include "base/utf8.h"
#include "consumer-kit/conformance/report/report_html.h"
#include "consumer-kit/conformance/report/report_terminal.h"

namespace chefs::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;

RunReport one_failure() {
  CheckResult check;
  check.name = "acknowledged";
  check.outcome = OutcomeKind::kFail;
  check.exchange = {{.at = std::chrono::milliseconds(900),
                     .who = "server",
                     .what = std::string(300, 'x'),
                     .is_marked = true},
                    {.at = std::chrono::milliseconds(1'500),
                     .who = "program",
                     .what = "said so",
                     .is_marked = false}};
  CaseResult result;
  result.info.id = "consumer.delivery.acknowledges";
  result.outcome = OutcomeKind::kFail;
  result.checks = {check};
  result.likely = {{.name = "never-acknowledges",
                    .sentence = "Your consumer does not acknowledge.",
                    .seen = "nothing came",
                    .at = {}}};
  for (int i = 1; i <= 9; ++i)
    result.traces.last_lines.push_back("line " + std::to_string(i) + " " +
                                       std::string(120, 'y'));
  result.traces.exit = "ended with exit code 1, at 0.4 s";
  result.traces.refusals = {"-ERR Permissions Violation"};
  result.traces.consumers = {"\"mine\": filter_subject " +
                             std::string(100, 'z') + ", ack_wait 30 s"};
  RunReport report;
  report.suite = "consumer";
  report.cases = {result};
  return report;
}

std::string on_terminal() {
  return report_for_terminal(one_failure(), TerminalStyle{});
}

TEST(TracesOnATerminal, AreSaidWithWhatIsLikely) {
  const std::string text = on_terminal();

  EXPECT_THAT(text, HasSubstr("Your consumer does not acknowledge."));
  EXPECT_THAT(text, HasSubstr("Seen: nothing came."));
  EXPECT_THAT(text, HasSubstr("exit      ended with exit code 1, at 0.4 s"));
  EXPECT_THAT(text, HasSubstr("refused   -ERR Permissions Violation"));
  EXPECT_THAT(text, HasSubstr("ack_wait 30 s"));
}

TEST(TracesOnATerminal, AreSixLinesOfWhatWasPrintedAtMost) {
  const std::string text = on_terminal();

  EXPECT_THAT(text, Not(HasSubstr("line 3 ")));
  EXPECT_THAT(text, HasSubstr("printed   line 4 "));
  EXPECT_THAT(text, HasSubstr("line 9 "));
}

TEST(TracesOnATerminal, FitEightyColumns) {
  CaseResult quiet = one_failure().cases.front();
  quiet.checks.front().exchange.clear();
  RunReport report = one_failure();
  report.cases = {quiet};

  std::istringstream lines(report_for_terminal(report, TerminalStyle{}));

  for (std::string line; std::getline(lines, line);)
    EXPECT_LE(base::width_of(line), 80u) << line;
}

TEST(TracesOnAPage, AreSaidWithWhatIsLikely) {
  const std::string page = report_as_html(one_failure());

  for (const char* said :
       {"Your consumer does not acknowledge.", "Seen: nothing came.",
        "ended with exit code 1", "-ERR Permissions Violation", "ack_wait 30 s",
        "line 9 "})
    EXPECT_THAT(page, HasSubstr(said));
}

TEST(TracesOnAPage, AreEscaped) {
  RunReport report = one_failure();
  report.cases[0].traces.last_lines = {"<script>alert(1)</script>"};

  EXPECT_THAT(report_as_html(report), Not(HasSubstr("<script")));
}

// What is as wide as a sheet is wider than a telephone.
TEST(Page, HasNoFixedWidthThatANarrowScreenLacks) {
  const std::string page = report_as_html(one_failure());
  const std::regex width(R"((min-)?width: *([0-9.]+)(px|rem|em))");

  for (std::sregex_iterator at(page.begin(), page.end(), width), end; at != end;
       ++at) {
    if (page.substr(static_cast<std::size_t>(at->position()) - 4, 4) == "max-")
      continue;
    const double pixels = std::stod((*at)[2]) * ((*at)[3] == "px" ? 1 : 16);
    EXPECT_LE(pixels, 350) << at->str();
  }
  EXPECT_THAT(page, HasSubstr(".steps td"));
  EXPECT_THAT(page, HasSubstr("overflow-wrap: anywhere"));
}

TEST(Page, HasOneUnitInATranscript) {
  const std::string page = report_as_html(one_failure());

  EXPECT_THAT(page, HasSubstr("<td>0.900 s</td>"));
  EXPECT_THAT(page, HasSubstr("<td>1.500 s</td>"));
}

}  // namespace
}  // namespace chefs::conformance
