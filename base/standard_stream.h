// Where the standard input, output and error of a program go, and the
// descriptors for that. Not a reader or a writer.
#pragma once

#include <filesystem>
#include <variant>

#include "base/file_descriptor.h"

namespace chefs::producer {

// Where a standard stream of the program goes.
struct Inherited {};
struct Discarded {};  // input: nothing to read
struct Piped {};      // take_input(), take_output(), take_error()
struct ToFile {       // created with mode 0600 or appended to; not for input
  std::filesystem::path path;
};
using InputFrom = std::variant<Discarded, Inherited, Piped>;
using OutputTo = std::variant<Inherited, Discarded, Piped, ToFile>;

// One of the three: the program's end, which may be this process's own
// descriptor, and ours if it is a pipe.
class StandardStream {
 public:
  // Throw EnvironmentError if a file or a pipe cannot be opened.
  static StandardStream input(const InputFrom& from);
  static StandardStream output(const OutputTo& to, int inherited);

  int descriptor_of_program() const;
  // Ours can be taken once.
  base::FileDescriptor take_ours() { return std::move(ours_); }
  // Once the program has its end: else a pipe would not end with it.
  void close_theirs() { theirs_.close(); }

 private:
  StandardStream() = default;

  int inherited_ = -1;
  base::FileDescriptor theirs_;
  base::FileDescriptor ours_;
};

}  // namespace chefs::producer
