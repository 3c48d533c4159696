// A lock file: held by one process at a time, free again when its holder ends,
// however it ends. Not handed on to programs that the holder starts.
// Linux: flock(2).
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <variant>

#include "base/file_descriptor.h"

namespace chefs::producer {

class FileLock {
 public:
  // Who holds it; 0 if that cannot be read.
  struct HeldBy {
    pid_t pid;
  };

  // Holds nothing.
  FileLock() = default;

  // Creates the file if need be and writes this process's id into it. Throws
  // EnvironmentError if the file cannot be opened.
  static std::variant<FileLock, HeldBy> try_lock(
      const std::filesystem::path& path);
  // Waits until it is free.
  static FileLock lock(const std::filesystem::path& path);
  // Nobody holds it, or there is no such file. Leaves no trace.
  static bool is_free(const std::filesystem::path& path);

 private:
  explicit FileLock(base::FileDescriptor file) : file_(std::move(file)) {}

  base::FileDescriptor file_;
};

}  // namespace chefs::producer
