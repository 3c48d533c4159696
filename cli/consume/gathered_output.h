// Text on its way to an output, gathered so that many lines are one write.
// Not thread-safe, and not for what must be seen at once: flush() before
// anything that waits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/output.h"

namespace chefs::cli {

class GatheredOutput {
 public:
  // The output must outlive this. What was not flushed is lost with it.
  explicit GatheredOutput(Output& out) : out_(out) {}

  // Writes what was gathered once it is much.
  void text(std::string_view text) {
    gathered_ += text;
    if (gathered_.size() >= kMuchBytes) flush();
  }
  void flush() {
    if (gathered_.empty()) return;
    out_.text(gathered_);
    gathered_.clear();
  }

 private:
  // As much as a pipe takes at once.
  static constexpr std::size_t kMuchBytes = 64 * 1024;

  Output& out_;
  std::string gathered_;
};

}  // namespace chefs::cli
