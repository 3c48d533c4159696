// "120 of 158 cases" on one line of a terminal that keeps being rewritten, on
// standard error. Nothing at all when that is no terminal.
#pragma once

#include <chrono>
#include <cstddef>

#include "cli/output.h"

namespace chefs::cli {

class ConformProgress {
 public:
  explicit ConformProgress(Output& err)
      : err_(err), is_shown_(err.is_terminal()) {}
  // Takes the line away again.
  ~ConformProgress();
  ConformProgress(const ConformProgress&) = delete;
  ConformProgress& operator=(const ConformProgress&) = delete;

  // One caller at a time.
  void show(std::size_t done, std::size_t planned);

 private:
  Output& err_;
  bool is_shown_;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace chefs::cli
