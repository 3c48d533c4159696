// A command line that parses but makes no sense, e.g. two options that exclude
// each other. Thrown by a verb; the command answers it with exit code 2.
#pragma once

#include <stdexcept>

namespace chefs::cli {

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace chefs::cli
