// A store that is kept from run to run, for one run at a time. What is in it is
// nats-server's own.
#pragma once

#include <filesystem>

#include "producer/server/file_lock.h"

namespace chefs::producer {

class StoreFolder {
 public:
  // Makes the folder if need be. Throws EnvironmentError if it cannot be
  // written to, or if another run, which is named, uses it.
  explicit StoreFolder(std::filesystem::path path);

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  FileLock lock_;
};

}  // namespace chefs::producer
