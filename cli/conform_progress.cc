#include "cli/conform_progress.h"

#include <fmt/format.h>

#include <exception>

namespace chefs::cli {
namespace {

constexpr std::chrono::milliseconds kBetweenLines{100};
constexpr const char* kEraseLine = "\r\x1b[K";

}  // namespace

ConformProgress::~ConformProgress() {
  if (!is_shown_) return;
  try {
    err_.text(kEraseLine);
  } catch (const std::exception&) {
    // The terminal is gone; there is nothing left to tidy.
  }
}

void ConformProgress::show(std::size_t done, std::size_t planned) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_shown_ || (now < next_ && done < planned)) return;
  next_ = now + kBetweenLines;
  err_.text(fmt::format("{}{} of {} cases", kEraseLine, done, planned));
}

}  // namespace chefs::cli
