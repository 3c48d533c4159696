// One start of the program under test: its process, and its pipes read into
// the timeline. The case runner polls its descriptors beside others and calls
// pump(). One thread uses it, save signal(), which any may.
#pragma once

#include <poll.h>

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "base/child_process.h"
#include "base/file_descriptor.h"
#include "consumer-kit/conformance/consumer/exec_watch.h"
#include "consumer-kit/conformance/consumer/program_output.h"
#include "consumer-kit/conformance/process/process_family.h"
#include "consumer-kit/conformance/process/program_under_test.h"

namespace chefs::conformance {

class ConsumerProgram {
 public:
  // Variables that are empty are not set; `exec_watch` may be null. Throws
  // EnvironmentError if it cannot be started.
  ConsumerProgram(const Program& program,
                  const std::map<std::string, std::string>& environment,
                  const ProcessFamily& family, const ExecWatch* exec_watch,
                  ProgramOutput& output, TimelineRecorder& recorder);
  // Kills what is left of it.
  ~ConsumerProgram();
  ConsumerProgram(const ConsumerProgram&) = delete;
  ConsumerProgram& operator=(const ConsumerProgram&) = delete;

  // For poll(); descriptors of what is over are -1.
  std::array<pollfd, 3> wanted() const;
  // Reads what is there, without waiting; notes its end.
  void pump();
  bool has_ended() const { return has_ended_; }

  // To its whole process group; any thread.
  void signal(int number) { process_.send_signal(number); }
  // Without a word in the timeline about it.
  void kill();

 private:
  void note_end(const producer::ExitStatus& status);

  const ProcessFamily& family_;
  ProgramOutput& output_;
  TimelineRecorder& recorder_;
  producer::ChildProcess process_;
  base::FileDescriptor out_;
  base::FileDescriptor error_;
  bool has_ended_ = false;
};

}  // namespace chefs::conformance
