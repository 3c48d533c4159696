// All processes that come from one program under test, also those that left
// its process group: found by a mark in their environment, which children
// inherit. For looking at their arguments, and for leaving nothing behind.
// Linux: proc(5).
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace chefs::conformance {

// The variable that holds the mark.
inline constexpr const char* kFamilyVariable = "CHEFS_MOCK_CASE";

class ProcessFamily {
 public:
  // A mark that no other program has.
  explicit ProcessFamily(std::string mark) : mark_(std::move(mark)) {}

  const std::string& mark() const { return mark_; }
  // Those that run now.
  std::vector<pid_t> members() const;
  // The arguments of each, with a space between.
  std::vector<std::string> command_lines() const;
  // SIGKILL to all, again and again until none is left. Gives how many there
  // were. Throws EnvironmentError if some cannot be killed in ten seconds.
  std::size_t kill_all() const;

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
