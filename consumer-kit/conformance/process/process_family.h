// All processes that come from one program under test, also those that left
// its process group: found by a mark in their environment, which children
// inherit. For looking at their arguments, and for leaving nothing behind.
// Linux: proc(5). Why: docs/decisions/0111.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace chefs::conformance {

// The variable that holds the mark.
inline constexpr const char* kFamilyVariable = "CHEFS_MOCK_CASE";

struct EndedProcesses {
  std::size_t killed = 0;
  // Those that could not be ended: somebody starts new ones all the while.
  std::vector<pid_t> left = {};
};

class ProcessFamily {
 public:
  // A mark that no other program has.
  explicit ProcessFamily(std::string mark) : mark_(std::move(mark)) {}

  const std::string& mark() const { return mark_; }
  // Those that run now.
  std::vector<pid_t> members() const;
  // The arguments of each, with a space between.
  std::vector<std::string> command_lines() const;
  // SIGKILL to all, again and again until none is left, for ten seconds at
  // most.
  EndedProcesses kill_all() const;

 private:
  struct Sighting {
    std::vector<pid_t> members;
    // Whether they are cannot be seen at this moment.
    std::vector<pid_t> undecided;
  };

  Sighting look() const;

  std::string mark_;
};

}  // namespace chefs::conformance
