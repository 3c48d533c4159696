#include "producer/server/private_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>

#include "base/environment_error.h"
#include "base/file_descriptor.h"

namespace chefs::producer {
namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw base::EnvironmentError(
      fmt::format("cannot write {}: {}", path.string(), ::strerror(errno)));
}

bool is_regular_file(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

void write_private_file(const std::filesystem::path& path,
                        std::string_view text) {
  const base::FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, kOwnerOnly));
  if (!file) fail(path);
  // It may have been there with another mode. A terminal or a pipe has none.
  if (is_regular_file(file.get()) && (::fchmod(file.get(), kOwnerOnly) != 0 ||
                                      ::ftruncate(file.get(), 0) != 0)) {
    fail(path);
  }
  while (!text.empty()) {
    const ssize_t written = ::write(file.get(), text.data(), text.size());
    if (written < 0 && errno != EINTR) fail(path);
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace chefs::producer
