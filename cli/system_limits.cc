#include "cli/system_limits.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <cerrno>
#include <system_error>

#include "base/environment_error.h"
#include "base/file_descriptor.h"

namespace chefs::cli {
namespace {

// More than the largest event and what a store writes around it.
constexpr std::uintmax_t kRoomForAnEvent = 1 << 20;

rlimit open_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit;
}

std::string words_of(int error) {
  return std::generic_category().message(error);
}

bool is_about(int error, const std::string& failure) {
  return failure.find(words_of(error)) != std::string::npos;
}

}  // namespace

std::string with_advice(const std::string& failure) {
  // The longer text begins with the shorter.
  if (is_about(ENFILE, failure)) {
    return failure + "; other programs of this machine hold them: end some";
  }
  if (is_about(EMFILE, failure)) {
    return fmt::format(
        "{}; this process may have {} of them: raise that with `ulimit -n`",
        failure, open_files().rlim_cur);
  }
  // Whoever named a remedy knew better.
  if (failure.find("; ") != std::string::npos) return failure;
  if (is_about(ENOSPC, failure) || is_about(EDQUOT, failure)) {
    return failure + "; free space on that disk, or name a place on another";
  }
  if (is_about(EROFS, failure)) {
    return failure + "; name a place that can be written to";
  }
  return failure;
}

void allow_open_files(std::size_t needed, const std::string& what_for) {
  rlimit limit = open_files();
  if (limit.rlim_cur >= needed) return;
  if (limit.rlim_max < needed) {
    throw base::EnvironmentError(fmt::format(
        "{} may take {} open files, and this process may have {}: give less, "
        "or raise that with `ulimit -n`",
        what_for, needed, limit.rlim_max));
  }
  limit.rlim_cur = needed;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
    throw base::EnvironmentError(
        fmt::format("cannot raise the number of open files to {} for {}: {}",
                    needed, what_for, words_of(errno)));
  }
}

std::size_t open_files_used_up() {
  const base::FileDescriptor another(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  return !another && errno == EMFILE ? open_files().rlim_cur : 0;
}

bool is_disk_full(const std::filesystem::path& folder) {
  std::error_code error;
  const auto room = std::filesystem::space(folder, error);
  return !error && room.available < kRoomForAnEvent;
}

}  // namespace chefs::cli
