// The place of the program under test in a case: empty, or one start of it. One
// thread uses it, save kill_now(), which the proxy's thread calls.
#pragma once

#include <poll.h>

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "consumer-kit/conformance/consumer/consumer_program.h"

namespace chefs::conformance {

class ProgramSlot {
 public:
  // Of a program that has ended another start may follow.
  void start(const Program& program,
             const std::map<std::string, std::string>& environment,
             const ProcessFamily& family, const ExecWatch* exec_watch,
             ProgramOutput& output, TimelineRecorder& recorder) {
    auto started = std::make_unique<ConsumerProgram>(
        program, environment, family, exec_watch, output, recorder);
    const std::lock_guard lock(mutex_);
    program_ = std::move(started);
  }

  bool is_running() const { return program_ && !program_->has_ended(); }
  void pump() {
    if (program_) program_->pump();
  }
  std::array<pollfd, 3> wanted() const {
    constexpr pollfd kNone{-1, 0, 0};
    return program_ ? program_->wanted()
                    : std::array<pollfd, 3>{kNone, kNone, kNone};
  }
  void signal(int number) {
    if (is_running()) program_->signal(number);
  }
  void kill() {
    if (is_running()) program_->kill();
  }

  // Sends SIGKILL, and leaves it to pump() to see the end. Any thread.
  void kill_now();

 private:
  std::mutex mutex_;
  std::unique_ptr<ConsumerProgram> program_;
};

}  // namespace chefs::conformance
