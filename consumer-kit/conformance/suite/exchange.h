// What was said between the runner and the program under test, and when.
#pragma once

#include <chrono>
#include <string>

namespace chefs::conformance {

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

}  // namespace chefs::conformance
