#include "cli/publish_report.h"

#include <fmt/format.h>

#include "cli/quantity.h"
#include "contract/json.h"

namespace chefs::cli {
namespace {

using contract::Json;
using producer::PublishOutcome;
using producer::PublishResult;
using producer::PublishSummary;
using producer::PublishTotals;
using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kProgressEvery{200};
// The rest is counted: nobody reads a million lines that say the same.
constexpr std::uint64_t kMostFailuresTold = 100;
// Beyond it the subjects are told by kind, whatever the form.
constexpr std::size_t kMostSubjectsShown = 24;
// Carriage return, erase to the end of the line.
constexpr const char* kClearLine = "\r\x1b[K";

constexpr PublishOutcome kPublishOutcomes[] = {
    PublishOutcome::kStored, PublishOutcome::kRefused, PublishOutcome::kDropped,
    PublishOutcome::kUnacknowledged, PublishOutcome::kNotSent};

std::string shown(std::uint64_t number) {
  return show_number(static_cast<std::int64_t>(number));
}

std::string per_second(std::uint64_t count, double seconds) {
  if (seconds <= 0) return "-";
  const double rate = static_cast<double>(count) / seconds;
  return rate < 100 ? fmt::format("{:.1f}", rate)
                    : show_number(static_cast<std::int64_t>(rate));
}

std::string sizes(const PublishTotals& totals) {
  if (totals.smallest_bytes == totals.largest_bytes) {
    return fmt::format("{} bytes each", show_number(totals.largest_bytes));
  }
  return fmt::format("{} to {} bytes", show_number(totals.smallest_bytes),
                     show_number(totals.largest_bytes));
}

std::string sequences(const PublishTotals& totals) {
  if (totals.stored == 0) return "none stored";
  if (totals.first_sequence == totals.last_sequence) {
    return fmt::format("sequence {}", totals.first_sequence);
  }
  return fmt::format("sequences {} to {}", totals.first_sequence,
                     totals.last_sequence);
}

std::string subject_text(const std::string& subject,
                         const PublishTotals& totals, double seconds) {
  std::string text = fmt::format(
      "  {}\n    {} ({}/s), {}, {}", subject, shown(totals.messages),
      per_second(totals.messages, seconds), sizes(totals), sequences(totals));
  if (totals.withheld > 0) {
    text += fmt::format(", {} as error event", shown(totals.withheld));
  }
  if (totals.failed() > 0) {
    text += fmt::format(", {} not stored", shown(totals.failed()));
  }
  return text;
}

std::string camel_case(std::string_view outcome) {
  return outcome == "not-sent" ? "notSent" : std::string(outcome);
}

Json totals_json(const PublishTotals& totals) {
  return {{"messages", totals.messages},
          {"stored", totals.stored},
          {"withheld", totals.withheld},
          {"bytes", totals.bytes},
          {"smallestBytes", totals.smallest_bytes},
          {"largestBytes", totals.largest_bytes},
          {"firstSequence", totals.first_sequence},
          {"lastSequence", totals.last_sequence}};
}

}  // namespace

PublishReport::PublishReport(Output& results, Output& notes,
                             PublishReportOptions options)
    : results_(results), notes_(notes), options_(options) {}

void PublishReport::start() {
  started_ = steady_clock::now();
  shown_ = started_;
}

double PublishReport::seconds() const {
  return std::chrono::duration<double>(steady_clock::now() - started_).count();
}

void PublishReport::add(const PublishResult& result) {
  summary_.add(result);
  write_result(result);
  if (!notes_.is_terminal()) return;
  const auto now = steady_clock::now();
  if (now - shown_ >= kProgressEvery) show_progress(now);
}

void PublishReport::write_result(const PublishResult& result) {
  const bool is_failure = result.outcome != PublishOutcome::kStored;
  if (options_.lines == MessageLines::kFailuresOnly) {
    if (!is_failure || ++failures_told_ > kMostFailuresTold) return;
  }
  clear_progress();
  if (options_.form == ReportForm::kJson) {
    results_.json_line({{"message", to_json(result)}});
  } else if (is_failure) {
    notes_.line(describe(result));
  } else {
    results_.line(fmt::format("{:>8} {:>9} {:<6} {}", result.sequence,
                              show_number(result.size_bytes),
                              to_string(result.kind), result.subject));
  }
}

void PublishReport::notice(const std::string& text) {
  clear_progress();
  notes_.line("chefs-mock publish: " + text);
}

void PublishReport::show_progress(Time now) {
  shown_ = now;
  std::string text = fmt::format("{}{} ", kClearLine, shown(occurrences_));
  if (options_.occurrences) {
    text += fmt::format("of {} ", shown(*options_.occurrences));
  }
  const PublishTotals& totals = summary_.totals();
  text += fmt::format("occurrences, {} messages, {}/s", shown(totals.messages),
                      per_second(totals.messages, seconds()));
  if (totals.failed() > 0) {
    text += fmt::format(", {} not stored", shown(totals.failed()));
  }
  const std::lock_guard lock(progress_mutex_);
  has_progress_line_ = true;
  notes_.text(text);
}

void PublishReport::clear_progress() {
  const std::lock_guard lock(progress_mutex_);
  if (!has_progress_line_) return;
  has_progress_line_ = false;
  notes_.text(kClearLine);
}

void PublishReport::write_text_summary(const Json& repeat) {
  const double took = seconds();
  const PublishTotals& totals = summary_.totals();
  const bool are_many = summary_.by_subject().size() > kMostSubjectsShown;
  const auto by_kind = summary_.by_kind();
  for (const auto& [subject, some] :
       are_many ? by_kind : summary_.by_subject()) {
    results_.line(subject_text(subject, some, took));
  }
  results_.line(fmt::format(
      "{} occurrences, {} messages, {} bytes in {:.2f} s: {}/s",
      shown(occurrences_), shown(totals.messages), show_number(totals.bytes),
      took, per_second(totals.messages, took)));
  for (const PublishOutcome outcome : kPublishOutcomes) {
    if (outcome == PublishOutcome::kStored) continue;
    if (const auto count = summary_.count(outcome); count > 0) {
      results_.line(fmt::format("{} {}", shown(count), to_string(outcome)));
    }
  }
  results_.line(fmt::format("Again: --seed {} --now {}",
                            repeat.at("seed").dump(),
                            repeat.at("now").get<std::string>()));
}

void PublishReport::finish(const Json& repeat) {
  clear_progress();
  if (failures_told_ > kMostFailuresTold &&
      options_.form == ReportForm::kText) {
    notes_.line(fmt::format("… and {} more that were not stored",
                            shown(failures_told_ - kMostFailuresTold)));
  }
  if (options_.form == ReportForm::kText) return write_text_summary(repeat);
  Json summary = to_json(summary_, seconds(), occurrences_);
  summary["seed"] = repeat.at("seed");
  summary["now"] = repeat.at("now");
  results_.json_line({{"published", std::move(summary)}});
}

Json to_json(const PublishResult& result) {
  Json json = {{"number", result.number},
               {"subject", result.subject},
               {"kind", to_string(result.kind)},
               {"bytes", result.size_bytes},
               {"outcome", camel_case(to_string(result.outcome))}};
  if (result.outcome == PublishOutcome::kStored) {
    json["sequence"] = result.sequence;
    return json;
  }
  if (result.js_code != 0) json["code"] = result.js_code;
  json["text"] = result.text;
  return json;
}

Json to_json(const PublishSummary& summary, double seconds,
             std::uint64_t occurrences) {
  Json json = {{"occurrences", occurrences}};
  json.update(totals_json(summary.totals()));
  for (const PublishOutcome outcome : kPublishOutcomes) {
    json[camel_case(to_string(outcome))] = summary.count(outcome);
  }
  json["seconds"] = seconds;
  if (seconds > 0) {
    json["messagesPerSecond"] =
        static_cast<double>(summary.totals().messages) / seconds;
  }
  Json subjects = Json::array();
  for (const auto& [subject, totals] : summary.by_subject()) {
    Json one = {{"subject", subject}};
    one.update(totals_json(totals));
    subjects.push_back(std::move(one));
  }
  json["subjects"] = std::move(subjects);
  return json;
}

}  // namespace chefs::cli
