// Text that a filter works on: standard input or a file, whole or line by line.
// Not for secrets given as options; keys come from key_option.h.
// Reading stops when a signal comes, so that Ctrl-C ends a waiting filter.
//
//   TextInput input(options.in_file, process);
//   std::optional<std::string> text = input.read_all();
//   if (!text) return kInterrupted;
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/verb.h"

namespace chefs::cli {

class TextInput {
 public:
  // Standard input if the path is empty. Throws EnvironmentError if the file
  // cannot be opened. Tells a person at a terminal what is waited for.
  TextInput(const std::filesystem::path& file, Process& process);
  ~TextInput();
  TextInput(const TextInput&) = delete;
  TextInput& operator=(const TextInput&) = delete;

  // Everything up to the end; nothing if a signal came first.
  std::optional<std::string> read_all();
  // The next line without its line feed (the last may lack one); nothing at
  // the end or if a signal came.
  std::optional<std::string> read_line();
  // The next line, and with it those that are at hand without waiting, up to
  // `most` or some megabytes: input that pauses is worked on at once. Empty at
  // the end or if a signal came.
  std::vector<std::string> read_lines(std::size_t most);
  bool interrupted() const { return interrupted_; }

 private:
  // False at the end and when a signal came.
  bool read_more();
  // True if there is a line, read to its end, or more to read at once.
  bool has_more_at_hand();

  Signals& signals_;
  std::string name_;
  int descriptor_;
  bool interrupted_ = false;
  bool is_at_end_ = false;
  std::string pending_;
  // How much of pending_ is known to hold no line feed.
  std::size_t searched_ = 0;
};

}  // namespace chefs::cli
