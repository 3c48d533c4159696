// What a run found, as data: made by a suite's runner, read by the writers
// (report_terminal.h, report_json.h, report_junit.h, report_html.h,
// report_badge.h). Knows neither decryptors nor consumers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

// Text drawn in parts, e.g. what was sent as salt | iv | tag | ciphertext.
struct DrawnSpan {
  std::string text;
  // A word for the eye and for style sheets: "salt", "iv", "gap", "same" …
  std::string role;
  bool is_marked = false;
};

struct Drawing {
  std::string title;
  std::vector<DrawnSpan> spans;
};

// What was said between the runner and the program under test, and when.
struct ExchangeStep {
  // Since the question was asked.
  std::chrono::microseconds at{};
  // "runner", "program".
  std::string who;
  // In words, cut to a length that can be read.
  std::string what;
  // The moment at which it went wrong.
  bool is_marked = false;
};

struct CheckResult {
  std::string name;
  OutcomeKind outcome = OutcomeKind::kError;
  // A right answer that anybody could have given: see docs/decisions/0060.
  bool is_unproven = false;
  // The baseline names it.
  bool is_expected_failure = false;
  // For machines and for the diagnosis: "accept", "reject", "crash", "trimmed".
  std::string answer;
  // For people, sentences without a full stop.
  std::string expected;
  std::string observed;
  std::string why;
  // What it takes to judge an unsupported check: "report lines". Empty if the
  // implementation declared it.
  std::string needs = {};
  std::vector<Drawing> evidence;
  std::vector<ExchangeStep> exchange;
  // The moment of the case at which it went wrong, where there is one: reports
  // mark it in the case's chart.
  std::optional<std::chrono::microseconds> wrong_at;
  std::chrono::microseconds took{};
};

// A mistake that explains what was seen.
struct LikelyCause {
  // For machines: "ends-at-an-event".
  std::string name;
  // "Your consumer ends when …."
  std::string sentence;
  // What points to it, without a full stop; empty: that the case failed.
  std::string seen;
  std::optional<std::chrono::microseconds> at;
};

// What the program under test left, for those who look for the mistake.
// Nothing in it is secret.
struct Traces {
  // The last lines that it printed beside its reports.
  std::vector<std::string> last_lines;
  // How it ended, if nobody had asked it to: "ended with exit code 1".
  std::string exit;
  // What the server, or its API, refused, in the server's words.
  std::vector<std::string> refusals;
  // The consumers that it made on the server: their configurations, JSON.
  std::vector<std::string> consumers;
};

// A word for the eye and for style sheets.
enum class MarkTone { kPlain, kGood, kBad, kBreak };

struct ChartMark {
  // Since the case began.
  std::chrono::microseconds at{};
  // The last of `count` things that are drawn as one; equal to `at` for one.
  std::chrono::microseconds until{};
  // Which of the chart's lanes; counted from 0.
  std::size_t lane = 0;
  MarkTone tone = MarkTone::kPlain;
  std::size_t count = 1;
  // In words, short: "before, sequence 3".
  std::string text;
};

// What happened in a case over time, for people: lanes, and marks on them.
// Drawn by chart_svg.h and chart_text.h.
struct Chart {
  // From top to bottom; empty: there is nothing to draw.
  std::vector<std::string> lanes;
  // In order of time.
  std::vector<ChartMark> marks;
  // The moment at which it went wrong.
  std::optional<std::chrono::microseconds> wrong_at;
};

struct CaseResult {
  CaseInfo info;
  OutcomeKind outcome = OutcomeKind::kError;
  // Its level is one that the exit code counts.
  bool counts = true;
  bool is_expected_failure = false;
  std::vector<CheckResult> checks;
  // The likeliest first.
  std::vector<LikelyCause> likely;
  Traces traces;
  // The story of a case that is played over time.
  Chart chart;
  // Where its bundle was written; empty if none was.
  std::string bundle;
};

// A known mistake that the answers of the run fit.
struct Diagnosis {
  std::string name;
  // "your decryptor hex-decodes the key".
  std::string sentence;
  std::string fix;
  // How many answers bear it out.
  std::size_t answers = 0;
};

// A program that opens nothing, or answers so badly that no case was asked: the
// first question that shows it, and what was tried to explain it.
struct FailedStart {
  // "it opens no valid text"; for the last line.
  std::string summary;
  // "decrypt.valid.ascii:words", or empty if it never came to a control.
  std::string control;
  std::string expected;
  std::string observed;
  // Which known mistakes were tried, and with what success.
  std::string tried;
  std::string what_to_check;
};

struct CaseSet {
  std::string digest;
  std::size_t cases = 0;
  std::size_t checks = 0;
  // Of the whole catalogue.
  std::size_t catalogue_cases = 0;
  // Every case of the counted levels is in it.
  bool is_complete = false;
  // How it was selected, as typed: "--only decrypt.tag.*"; empty for all.
  std::string selection;
};

// Of the cases that count: failed, not in the baseline.
struct CountedFailures {
  std::size_t must = 0;
  std::size_t should = 0;
  std::size_t may = 0;

  std::size_t all() const { return must + should + may; }
};

struct Tally {
  std::size_t planned = 0;
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t unsupported = 0;
  std::size_t error = 0;
  CountedFailures failures;
  // Those of them whose flags say that events are lost.
  std::size_t losing_events = 0;
  // Of the cases that count: unsupported, so neither passed nor failed.
  std::size_t unjudged = 0;
  // Failed as the baseline says.
  std::size_t expected_failures = 0;
};

enum class Verdict {
  // Every case that counts was run, judged, and passed.
  kConformant,
  kNotConformant,
  // Nothing failed, but some of what counts could not be judged.
  kPartial,
  // Nothing failed, but not every case was run.
  kSubsetPassed,
  // Only what the baseline names failed.
  kAsExpected,
  // The suite or its environment failed.
  kNotScored,
};

struct RunReport {
  // "decryptor", "consumer".
  std::string suite;
  std::string suite_version;
  CaseSet case_set;
  std::uint64_t seed = 0;
  std::string profile;
  Level level = Level::kShould;
  // What could not be judged is taken for a failure.
  bool is_strict = false;
  // Of the consumer suite; empty if no server took part.
  std::string nats_server_version;
  std::string adapter;
  std::vector<std::string> command;
  // What the implementation says about itself.
  std::string implementation_name;
  std::string implementation_version;
  // ISO 8601, UTC.
  std::string started_at;
  std::chrono::milliseconds took{};
  // Processor time of the runner itself, without the program under test.
  std::chrono::milliseconds runner_cpu{};
  unsigned jobs = 1;
  // Why nothing was scored; empty if the probe went well.
  std::string not_scored_because;
  std::optional<FailedStart> failed_start;
  std::vector<Diagnosis> diagnoses;
  std::vector<std::string> notes;
  std::vector<CaseResult> cases;
  std::string baseline_file;
  // What is wrong with the baseline, a sentence each.
  std::vector<std::string> baseline_problems;
  Tally tally;
  Verdict verdict = Verdict::kNotScored;
};

// "conformant", "not-conformant", "partial", "subset-passed", "as-expected",
// "not-scored".
std::string_view to_string(Verdict verdict);

}  // namespace chefs::conformance
