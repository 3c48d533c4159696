// How long the runner waits for what. Generous, stated in the report, and
// scaled as a whole by --patience for slow machines.
// Thread-safe: one object serves all adapters of a run.
#pragma once

#include <atomic>
#include <chrono>

namespace chefs::conformance {

// Start of a session, e.g. of a JVM on a busy machine.
inline constexpr std::chrono::milliseconds kStartTime{20'000};
// One decryption: 100 000 rounds take 41 ms in C, some seconds in a slow
// interpreter.
inline constexpr std::chrono::milliseconds kAnswerTime{10'000};
// From a request to end until the kill.
inline constexpr std::chrono::milliseconds kStopTime{2'000};
// For the known mistakes of a program that opens nothing.
inline constexpr std::chrono::milliseconds kSearchTime{15'000};
// A program that hangs every time would take minutes to fail every case. From
// so many hangs in a row on it gets a tenth of the time.
inline constexpr int kHangsUntilHurry = 3;

class Timeouts {
 public:
  explicit Timeouts(double scale = 1.0) : scale_(scale) {}

  std::chrono::milliseconds for_start() const { return scaled(kStartTime); }
  std::chrono::milliseconds for_answer() const { return scaled(kAnswerTime); }
  std::chrono::milliseconds for_stop() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(kStopTime *
                                                                 scale_);
  }

  std::chrono::milliseconds for_search() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(kSearchTime *
                                                                 scale_);
  }

  void note_hang() { ++hangs_in_a_row_; }
  void note_answer() { hangs_in_a_row_ = 0; }

 private:
  std::chrono::milliseconds scaled(std::chrono::milliseconds time) const {
    const double hurry = hangs_in_a_row_ >= kHangsUntilHurry ? 0.1 : 1.0;
    return std::chrono::duration_cast<std::chrono::milliseconds>(time * scale_ *
                                                                 hurry);
  }

  double scale_;
  std::atomic<int> hangs_in_a_row_ = 0;
};

}  // namespace chefs::conformance
