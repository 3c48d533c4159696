// What a program under test prints, taken apart while it comes: reports and
// notices into the timeline, secrets looked for, the last lines kept. However
// much it is, little of it is held. One thread at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "consumer-kit/conformance/consumer/secret_watch.h"
#include "consumer-kit/conformance/consumer/timeline_recorder.h"

namespace chefs::conformance {

// A program that logs more than this is stopped: no sound consumer does.
inline constexpr std::size_t kMostLogBytes = 32u << 20;
// So is one that reports more often.
inline constexpr std::size_t kMostReports = 1'000'000;
// More of these are not noted.
inline constexpr std::size_t kMostBadReports = 200;
inline constexpr std::size_t kMostNotices = 1'000;
// A line longer than this is cut, and no report.
inline constexpr std::size_t kLongestLineBytes = 1u << 20;
inline constexpr std::size_t kKeptTailBytes = 4'096;

enum class OutputEnd { kComplete, kCutOff };

class ProgramOutput {
 public:
  ProgramOutput(TimelineRecorder& recorder, SecretWatch& secrets)
      : recorder_(recorder), secrets_(secrets) {}

  void take_out(std::string_view chunk);
  void take_error(std::string_view chunk);
  // The program has ended, by itself or cut off by a signal in the middle of a
  // line, which is then no fault of its own.
  void end(OutputEnd end);

  bool is_flood() const {
    return log_bytes_ > kMostLogBytes || reports_ > kMostReports;
  }
  // Redacted.
  std::string tail() const;

 private:
  void line(std::string_view text);
  void take(const Report& report);
  void keep(std::string_view text);

  TimelineRecorder& recorder_;
  SecretWatch& secrets_;
  std::string unfinished_;
  bool is_overlong_ = false;
  std::string tail_;
  std::size_t log_bytes_ = 0;
  std::size_t reports_ = 0;
  std::size_t bad_reports_ = 0;
  std::size_t notices_ = 0;
};

}  // namespace chefs::conformance
