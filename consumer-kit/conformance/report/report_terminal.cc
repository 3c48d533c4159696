#include "consumer-kit/conformance/report/report_terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "base/wrapped_text.h"
#include "consumer-kit/conformance/report/chart_text.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "consumer-kit/conformance/report/terminal_paint.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/verdict.h"

namespace chefs::conformance {
namespace {

// A word that is wider than a line is cut into such that are not.
std::string in_short_words(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t width = 0;
  for (const char c : text) {
    width = c == ' ' ? 0 : width + base::width_of(std::string_view(&c, 1));
    if (width > columns) {
      out += ' ';
      width = 1;
    }
    out += c;
  }
  return out;
}

class Writer {
 public:
  Writer(const RunReport& report, TerminalStyle style)
      : report_(report), columns_(style.columns), paint_(style.coloring) {}

  std::string write() {
    head();
    diagnoses();
    groups();
    unproven();
    unjudged();
    notes();
    verdict();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  void wrap(const std::string& first, std::string_view text) {
    out_ += base::wrapped_text(text, columns_, first) + '\n';
  }
  // A coloured sign in the margin, and text beside it.
  void sign(const std::string& painted, std::string_view text) {
    out_ += " " + painted + " " +
            base::wrapped_text(text, columns_, "   ").substr(3) + '\n';
  }
  // A label in the second column, and its text beside it.
  void field(std::string_view label, std::string_view text) {
    if (!text.empty()) wrap(fmt::format("      {:<9} ", label), text);
  }

  void head() {
    const CaseSet& set = report_.case_set;
    line(fmt::format("{} {}", paint_.bold("CHEFS " + report_.suite + " suite"),
                     report_.suite_version));
    wrap("", command_line(report_.command));
    std::string facts = fmt::format(
        "{} adapter, profile {}, seed {}, {} cases with {} checks, digest {}",
        report_.adapter, report_.profile, report_.seed, set.cases, set.checks,
        set.digest.substr(0, 12));
    if (!set.selection.empty()) facts += ", selected by " + set.selection;
    wrap("", facts);
    out_ += "\n";
  }

  void diagnoses() {
    for (const Diagnosis& diagnosis : report_.diagnoses) {
      sign(paint_.alarm("!"), "It looks as if " + diagnosis.sentence + ".");
      wrap("   ", diagnosis.fix);
      out_ += "\n";
    }
  }

  // Failed by its own doing, or not at all.
  static bool is_own(const CheckResult& check) {
    return check.outcome != OutcomeKind::kPass && !check.is_unproven;
  }
  static bool has_own(const CaseResult& result) {
    return std::ranges::any_of(result.checks, is_own);
  }

  // Not judged, and not because the program said so.
  static bool is_out_of_reach(const CaseResult& result) {
    return result.outcome == OutcomeKind::kUnsupported &&
           !needs_of(result).empty();
  }
  static std::string needs_of(const CaseResult& result) {
    const auto check = std::ranges::find(
        result.checks, OutcomeKind::kUnsupported, &CheckResult::outcome);
    return check == result.checks.end() ? std::string() : check->needs;
  }

  void groups() {
    for (auto at = report_.cases.begin(); at != report_.cases.end();) {
      const std::string group = group_of(at->info.id);
      const auto end = std::find_if(at, report_.cases.end(), [&](auto& c) {
        return group_of(c.info.id) != group;
      });
      const auto passed = std::count_if(at, end, [](const CaseResult& c) {
        return c.outcome == OutcomeKind::kPass;
      });
      const auto count = end - at;
      line(fmt::format("{} {:<24} {} of {}",
                       passed == count ? paint_.good("✓") : paint_.bad("✗"),
                       group, passed, count));
      if (report_.not_scored_because.empty())
        for (; at != end; ++at) one_case(*at);
      at = end;
    }
    out_ += "\n";
  }

  void one_case(const CaseResult& result) {
    if (result.outcome == OutcomeKind::kPass || !has_own(result) ||
        is_out_of_reach(result))
      return;
    const std::string id = name_in_group(result.info.id);
    if (result.is_expected_failure)
      return line(fmt::format("    {} {}, as the baseline expects",
                              paint_.dim("·"), id));
    out_ += "\n";
    line(fmt::format(
        "  {} {}  {}  ({}{})",
        result.outcome == OutcomeKind::kFail
            ? paint_.bad("✗")
            : paint_.alarm(result.outcome == OutcomeKind::kError ? "!" : "–"),
        paint_.bold(id), result.info.title, to_string(result.info.level),
        result.counts ? "" : ", does not count"));
    checks(result);
    story(result.chart);
    if (!result.chart.lanes.empty()) {
      field("required", result.info.requirement);
      field("source", result.info.source);
    }
    likely(result);
    traces(result.traces);
    field("means", result.info.meaning);
    field("fix", result.info.fix);
    field("bundle", result.bundle);
    out_ += "\n";
  }

  // Of a consumer; a decryptor's mistakes are diagnosed over all its answers.
  void likely(const CaseResult& result) {
    constexpr std::size_t kMost = 2;
    std::string_view label = "likely";
    for (std::size_t i = 0; i < std::min(kMost, result.likely.size()); ++i) {
      const LikelyCause& cause = result.likely[i];
      if (cause.seen.empty()) continue;
      field(label, fmt::format("{} Seen: {}.", cause.sentence, cause.seen));
      label = "or";
    }
  }

  // What the program left: its last lines, and what was said to it.
  void traces(const Traces& traces) {
    constexpr std::size_t kLines = 6;
    const auto whole = [&](std::string_view label, const std::string& text) {
      field(label, in_short_words(text, columns_ - 16));
    };
    whole("exit", traces.exit);
    for (const std::string& refusal : traces.refusals)
      whole("refused", refusal);
    for (const std::string& consumer : traces.consumers)
      whole("consumer", consumer);
    std::string_view label = "printed";
    const auto& lines = traces.last_lines;
    for (std::size_t i = lines.size() - std::min(lines.size(), kLines);
         i < lines.size(); ++i) {
      out_ += one_line(fmt::format("      {:<9} ", label), lines[i]);
      label = "";
    }
  }
  // What is too long is cut, and not wrapped.
  std::string one_line(const std::string& begin,
                       const std::string& text) const {
    std::string line = begin + text;
    if (base::width_of(line) <= columns_) return line + "\n";
    // Up to the first byte of a character.
    while (base::width_of(line) >= columns_) line.pop_back();
    return line + "…\n";
  }

  void checks(const CaseResult& result) {
    const auto first = std::ranges::find_if(result.checks, is_own);
    one_check(*first);
    std::string others;
    for (auto at = first + 1; at != result.checks.end(); ++at)
      if (is_own(*at))
        others += fmt::format("{}{} ({})", others.empty() ? "" : ", ", at->name,
                              at->answer);
    field("also", others);
  }

  // Of a case that is played over time.
  void story(const Chart& chart) {
    constexpr std::size_t kLines = 24;
    for (const ChartLine& of : chart_as_lines(chart, kLines)) {
      const std::string text =
          base::wrapped_text(
              of.text, columns_,
              fmt::format("      {:>8}  {:<12}  ", of.time, of.lane)) +
          '\n';
      out_ += of.is_wrong                   ? paint_.bad(text)
              : of.tone == MarkTone::kBreak ? paint_.alarm(text)
                                            : text;
    }
  }

  void one_check(const CheckResult& check) {
    field("check", check.name);
    field("expected", check.expected);
    field("observed", check.observed);
    field("why", check.why);
    for (const Drawing& drawing : check.evidence) {
      wrap("      ", drawing.title);
      out_ += paint_.drawn(drawing, 8, columns_);
    }
    for (const ExchangeStep& step : check.exchange)
      wrap(fmt::format("    {} {:>7.1f} ms {:<8}", step.is_marked ? ">" : " ",
                       static_cast<double>(step.at.count()) / 1000.0, step.who),
           step.what);
  }

  // Short: one reason, then the ids.
  void unproven() {
    std::map<std::string, std::string> ids_by_reason;
    for (const CaseResult& result : report_.cases) {
      if (result.outcome != OutcomeKind::kFail || has_own(result)) continue;
      const auto check =
          std::ranges::find(result.checks, true, &CheckResult::is_unproven);
      std::string& ids = ids_by_reason[check->why];
      ids += (ids.empty() ? "" : ", ") + result.info.id;
    }
    for (const auto& [reason, ids] : ids_by_reason) {
      sign(paint_.alarm("?"), "Not proven: " + reason + ".");
      wrap("   ", ids);
      out_ += "\n";
    }
  }

  // The same of what could not be judged.
  void unjudged() {
    std::map<std::string, std::string> ids_by_need;
    for (const CaseResult& result : report_.cases) {
      if (!is_out_of_reach(result)) continue;
      std::string& ids = ids_by_need[needs_of(result)];
      ids += (ids.empty() ? "" : ", ") + result.info.id;
    }
    for (const auto& [needs, ids] : ids_by_need) {
      sign(paint_.dim("–"), "Not judged, which takes " + needs + ":");
      wrap("   ", ids);
      out_ += "\n";
    }
  }

  void notes() {
    for (const std::string& note : report_.notes) wrap("   Note: ", note + ".");
    if (!report_.notes.empty()) out_ += "\n";
    for (const std::string& problem : report_.baseline_problems)
      sign(paint_.alarm("!"), report_.baseline_file + ", " + problem);
    if (!report_.baseline_problems.empty()) out_ += "\n";
    if (!report_.not_scored_because.empty())
      sign(paint_.alarm("!"),
           "Nothing was scored: " + report_.not_scored_because + ".");
    if (report_.failed_start) failed_start(*report_.failed_start);
  }

  void failed_start(const FailedStart& start) {
    field("control", start.control);
    field("expected", start.expected);
    field("observed", start.observed);
    field("tried", start.tried);
    field("check", start.what_to_check);
    out_ += "\n";
  }

  void verdict() {
    const Tally& tally = report_.tally;
    line(fmt::format(
        "{} planned: {} passed, {} failed, {} unsupported, {} errors, in "
        "{:.1f} s",
        tally.planned, tally.pass, tally.fail, tally.unsupported, tally.error,
        static_cast<double>(report_.took.count()) / 1000.0));
    const std::string text = headline(report_);
    const bool is_good = exit_code(report_) == 0;
    const bool is_partial = report_.verdict == Verdict::kPartial;
    line(paint_.bold(!is_good     ? paint_.bad(text)
                     : is_partial ? paint_.alarm(text)
                                  : paint_.good(text)));
  }

  const RunReport& report_;
  std::size_t columns_;
  Paint paint_;
  std::string out_;
};

}  // namespace

std::string report_for_terminal(const RunReport& report, TerminalStyle style) {
  return Writer(report, style).write();
}

}  // namespace chefs::conformance
