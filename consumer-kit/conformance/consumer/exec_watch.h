// The arguments of each program that one under test, or whatever it started,
// becomes, seen before it becomes it: also those of one that lives for a
// millisecond. A look at /proc from time to time misses such.
//
// Linux has every execve(2) of the family wait for a word from here
// (SECCOMP_RET_USER_NOTIF of seccomp(2)); no root is needed, nothing is
// refused, and debuggers and sanitizers work as ever. Where that cannot be had,
// why_not() says so.
//
//   ExecWatch watch;                      // before the program is forked
//   … {.before_exec = &watch, …} …
//   for (const std::string& line : watch.take()) …
//
// Why: docs/decisions/0158.
#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/child_process.h"
#include "base/event_descriptor.h"
#include "base/file_descriptor.h"

namespace chefs::conformance {

// Outlives the programs. take() and why_not(): any thread.
class ExecWatch : public producer::BeforeExec {
 public:
  ExecWatch();
  ~ExecWatch() override;
  ExecWatch(const ExecWatch&) = delete;
  ExecWatch& operator=(const ExecWatch&) = delete;

  // The arguments of each since the last call, with a space between.
  std::vector<std::string> take();
  // Why some, or all, are not seen; empty if all are.
  std::string why_not() const;

  // In the forked child.
  void in_child() const noexcept override;

 private:
  void serve();
  void take_listener();
  bool answer(int listener);
  void note_failure(std::string why);

  base::FileDescriptor ours_;
  base::FileDescriptor theirs_;
  base::EventDescriptor stop_;
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::size_t lines_bytes_ = 0;
  std::string why_not_;
  // Of each program that was started; used by the thread alone.
  std::vector<base::FileDescriptor> listeners_;
  std::jthread thread_;
};

}  // namespace chefs::conformance
