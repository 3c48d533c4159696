#include "consumer-kit/conformance/consumer/program_output.h"

#include <variant>

#include "consumer-kit/conformance/consumer/report_line.h"

namespace chefs::conformance {
namespace {

constexpr std::size_t kNoticeBytes = 1'000;
constexpr const char* kOutWhere = "on standard output";
constexpr const char* kErrorWhere = "on standard error";

}  // namespace

void ProgramOutput::take_out(std::string_view chunk) {
  secrets_.read(kOutWhere, chunk);
  while (!chunk.empty()) {
    const std::size_t end = chunk.find('\n');
    unfinished_ += chunk.substr(0, end);
    if (unfinished_.size() > kLongestLineBytes) {
      log_bytes_ += unfinished_.size();
      unfinished_.clear();
      is_overlong_ = true;
    }
    if (end == std::string_view::npos) return;
    if (!is_overlong_) line(unfinished_);
    is_overlong_ = false;
    unfinished_.clear();
    chunk.remove_prefix(end + 1);
  }
}

void ProgramOutput::take_error(std::string_view chunk) {
  secrets_.read(kErrorWhere, chunk);
  log_bytes_ += chunk.size();
  keep(chunk);
}

void ProgramOutput::end(OutputEnd end) {
  if (end == OutputEnd::kComplete && !unfinished_.empty()) line(unfinished_);
  unfinished_.clear();
  is_overlong_ = false;
}

void ProgramOutput::line(std::string_view text) {
  const ReportLine read = read_report_line(text);
  if (const auto* report = std::get_if<Report>(&read)) return take(*report);
  log_bytes_ += text.size() + 1;
  keep(text);
  keep("\n");
  if (const auto* bad = std::get_if<BadReportLine>(&read)) {
    if (++bad_reports_ <= kMostBadReports)
      recorder_.add({.kind = EventKind::kBadReport, .text = bad->why});
  } else if (std::holds_alternative<NoticeLine>(read)) {
    if (++notices_ <= kMostNotices)
      recorder_.add({.kind = EventKind::kNotice,
                     .text = secrets_.redacted(
                         std::string(text.substr(0, kNoticeBytes)))});
  }
}

void ProgramOutput::take(const Report& report) {
  if (++reports_ > kMostReports) return;
  recorder_.add({.kind = EventKind::kReported,
                 .sequence = report.sequence,
                 .text = as_text(report)});
}

void ProgramOutput::keep(std::string_view text) {
  tail_ += text.substr(text.size() - std::min(text.size(), kKeptTailBytes));
  if (tail_.size() > 2 * kKeptTailBytes)
    tail_.erase(0, tail_.size() - kKeptTailBytes);
}

std::string ProgramOutput::tail() const {
  const std::string hidden = secrets_.redacted(tail_);
  return hidden.substr(hidden.size() - std::min(hidden.size(), kKeptTailBytes));
}

}  // namespace chefs::conformance
