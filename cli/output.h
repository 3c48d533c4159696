// Standard output or standard error: whole lines, for people or for machines.
// Not a log. Bytes go out as they are, whatever the locale says.
//
//   process.out.line("ready");
//   process.out.json_line({{"ready", true}});
#pragma once

#include <mutex>
#include <stdexcept>
#include <string_view>

#include "contract/json_fwd.h"

namespace chefs::cli {

// The reader of the output went away. The command then stops without a word,
// with kOutputClosed.
class OutputClosed : public std::runtime_error {
 public:
  OutputClosed() : std::runtime_error("the output was closed by its reader") {}
};

// Thread-safe: a call's text is never split by another's. Each call writes at
// once, so that a reader at the other end of a pipe sees it at once. Throws
// OutputClosed, or EnvironmentError if the text cannot be written (disk full).
class Output {
 public:
  // The descriptor stays the caller's.
  explicit Output(int descriptor);

  bool is_terminal() const { return is_terminal_; }

  // The text and a line feed.
  void line(std::string_view text);
  // As it is.
  void text(std::string_view text);
  // The value on one line. Bytes that are not UTF-8 become U+FFFD.
  void json_line(const contract::Json& value);

 private:
  int descriptor_;
  bool is_terminal_;
  std::mutex mutex_;
};

}  // namespace chefs::cli
