// A broken environment: no server binary, a port that is taken, a server that
// is gone. Thrown, with a text that says what was attempted, with which value,
// what happened and what to do. Expected outcomes are values, never this.
// The command answers it with exit code 3.
#pragma once

#include <stdexcept>

namespace chefs::base {

class EnvironmentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The server does not know the NKey, or its seed does not fit: trying again is
// of no use.
class AuthorizationError : public EnvironmentError {
 public:
  using EnvironmentError::EnvironmentError;
};

}  // namespace chefs::base
