// "120 of 158 cases; waits for consumer.delivery.order: acknowledged: bulk (12
// of 45 s)" on one line of a terminal that keeps being rewritten, on standard
// error. Nothing at all when that is no terminal.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "cli/output.h"

namespace chefs::cli {

class ConformProgress {
 public:
  explicit ConformProgress(Output& err);
  // Takes the line away again.
  ~ConformProgress();
  ConformProgress(const ConformProgress&) = delete;
  ConformProgress& operator=(const ConformProgress&) = delete;

  bool is_shown() const { return is_shown_; }

  // Thread-safe.
  void show(std::size_t done, std::size_t planned);
  // What the case waits for, and for how long at most; empty: for nothing.
  void note_wait(const std::string& case_id, const std::string& what,
                 std::chrono::milliseconds within);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Wait {
    std::string what;
    Time since;
    std::chrono::milliseconds within;
  };

  std::string line(Time now) const;
  // The seconds go on while nothing else does.
  void keep_showing(const std::stop_token& stop);

  Output& err_;
  bool is_shown_;
  std::mutex mutex_;
  std::condition_variable_any end_;
  std::size_t done_ = 0;
  std::size_t planned_ = 0;
  Time next_{};
  // By case.
  std::map<std::string, Wait> waits_;
  std::jthread clock_;
};

// The line itself, cut so that it fits a terminal: `what` may be empty.
std::string progress_line(std::size_t done, std::size_t planned,
                          const std::string& case_id, const std::string& what,
                          std::chrono::seconds since,
                          std::chrono::seconds within);

}  // namespace chefs::cli
