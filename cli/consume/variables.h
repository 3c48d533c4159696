// The variables that a verb reads: those of a file like the one that `up`
// writes, and behind them those of this process.
// Not a shell: no substitution, no command; a line is NAME=value, the value
// bare or quoted as a POSIX shell quotes.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "contract/secret.h"

namespace chefs::cli {

class Variables {
 public:
  // Of this process alone.
  Variables() = default;
  // Throws EnvironmentError if the file cannot be read, UsageError, with the
  // line's number and not its text, if a line is none.
  explicit Variables(const std::filesystem::path& file);

  // Nothing if it is unset or empty.
  std::optional<std::string> find(const char* name) const;
  std::optional<contract::Secret> find_secret(const char* name) const;

 private:
  std::string_view value_of(const char* name) const;

  std::map<std::string, contract::Secret, std::less<>> of_file_;
};

}  // namespace chefs::cli
