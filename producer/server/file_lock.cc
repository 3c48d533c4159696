#include "producer/server/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/file.h>

#include <array>
#include <charconv>
#include <string>

#include "base/environment_error.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using base::FileDescriptor;

[[noreturn]] void fail(const char* attempted,
                       const std::filesystem::path& path) {
  throw EnvironmentError(fmt::format("cannot {} {}: {}", attempted,
                                     path.string(), ::strerror(errno)));
}

FileDescriptor opened(const std::filesystem::path& path) {
  constexpr mode_t kOwnerOnly = 0600;
  FileDescriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly));
  if (!file) fail("open the lock file", path);
  return file;
}

bool is_taken(const FileDescriptor& file, int operation,
              const std::filesystem::path& path) {
  while (::flock(file.get(), operation) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) fail("lock", path);
  }
  return true;
}

void write_own_pid(const FileDescriptor& file) {
  const std::string pid = std::to_string(::getpid()) + "\n";
  // For people and messages only: the lock holds without it.
  [[maybe_unused]] const bool done =
      ::ftruncate(file.get(), 0) == 0 &&
      ::pwrite(file.get(), pid.data(), pid.size(), 0) > 0;
}

pid_t read_pid(const FileDescriptor& file) {
  std::array<char, 32> text{};
  const ssize_t length = ::pread(file.get(), text.data(), text.size(), 0);
  pid_t pid = 0;
  if (length > 0) std::from_chars(text.data(), text.data() + length, pid);
  return pid;
}

}  // namespace

std::variant<FileLock, FileLock::HeldBy> FileLock::try_lock(
    const std::filesystem::path& path) {
  FileDescriptor file = opened(path);
  if (!is_taken(file, LOCK_EX | LOCK_NB, path)) return HeldBy{read_pid(file)};
  write_own_pid(file);
  return FileLock(std::move(file));
}

FileLock FileLock::lock(const std::filesystem::path& path) {
  FileDescriptor file = opened(path);
  is_taken(file, LOCK_EX, path);
  write_own_pid(file);
  return FileLock(std::move(file));
}

bool FileLock::is_free(const std::filesystem::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  if (!file) return errno == ENOENT;
  return is_taken(file, LOCK_EX | LOCK_NB, path);
}

}  // namespace chefs::producer
