// Where one run keeps what goes with it: configuration, log, credentials and,
// unless a store was named, the server's data. Removed at the end; what a
// killed run left behind is removed by the next one.
//
//   <temporary folder>/chefs-mock-<user id>/lock
//                                          /run-XXXXXX/lock, …
#pragma once

#include <filesystem>
#include <vector>

#include "producer/server/file_lock.h"

namespace chefs::producer {

class RunFolder {
 public:
  // `parent` is a folder for temporary files; empty: TMPDIR, or /tmp. Throws
  // EnvironmentError if it cannot be used.
  explicit RunFolder(const std::filesystem::path& parent);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  // Free once the owner is dead.
  FileLock lock_;
};

// Those whose owners live. Makes nothing and removes nothing.
std::vector<std::filesystem::path> running_runs(
    const std::filesystem::path& parent);

}  // namespace chefs::producer
