// What publishing tells: progress on a terminal, each failure, each message if
// asked for, and a summary by subject. For `publish` and for the scenario that
// `up` plays.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "cli/output.h"
#include "contract/json_fwd.h"
#include "producer/publish/publish_result.h"
#include "producer/publish/publish_summary.h"

namespace chefs::cli {

enum class ReportForm { kText, kJson };
enum class MessageLines { kFailuresOnly, kAll };

struct PublishReportOptions {
  ReportForm form = ReportForm::kText;
  MessageLines lines = MessageLines::kFailuresOnly;
  // To show how far it is; nothing if the plan does not know.
  std::optional<std::uint64_t> occurrences = {};
};

// add_occurrence() and notice() may be called from any thread, the others from
// the one that publishes.
class PublishReport {
 public:
  // `results` takes the lines and the summary, `notes` progress and notices.
  PublishReport(Output& results, Output& notes, PublishReportOptions options);

  void start();
  void add_occurrence() { ++occurrences_; }
  void add(const producer::PublishResult& result);
  void notice(const std::string& text);
  // Clears the progress line and writes the summary; `repeat` tells how to
  // have the same bytes again.
  void finish(const contract::Json& repeat);

  const producer::PublishSummary& summary() const { return summary_; }

 private:
  using Time = std::chrono::steady_clock::time_point;

  void show_progress(Time now);
  void clear_progress();
  double seconds() const;
  void write_result(const producer::PublishResult& result);
  void write_text_summary(const contract::Json& repeat);

  Output& results_;
  Output& notes_;
  const PublishReportOptions options_;
  producer::PublishSummary summary_;
  std::atomic<std::uint64_t> occurrences_ = 0;
  std::uint64_t failures_told_ = 0;
  Time started_{};
  Time shown_{};
  std::mutex progress_mutex_;
  bool has_progress_line_ = false;
};

// For one message.
contract::Json to_json(const producer::PublishResult& result);
// For all of them.
contract::Json to_json(const producer::PublishSummary& summary, double seconds,
                       std::uint64_t occurrences);

}  // namespace chefs::cli
