#include "producer/server/store_folder.h"

#include <fmt/format.h>

#include <string>
#include <system_error>

#include "base/environment_error.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;

constexpr const char* kStoreLockName = "chefs-mock.lock";

std::filesystem::path made(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  const auto absolute = std::filesystem::absolute(path);
  if (error) {
    throw EnvironmentError(
        fmt::format("cannot make the store {}: {}; give another --store",
                    absolute.string(), error.message()));
  }
  return absolute;
}

std::string holder(FileLock::HeldBy held) {
  if (held.pid == 0) return "another run";
  return fmt::format("another run, process {}", held.pid);
}

std::variant<FileLock, FileLock::HeldBy> try_lock(
    const std::filesystem::path& path) {
  try {
    return FileLock::try_lock(path / kStoreLockName);
  } catch (const EnvironmentError& error) {
    throw EnvironmentError(
        fmt::format("cannot use the store {}: {}; give another --store",
                    path.string(), error.what()));
  }
}

FileLock locked(const std::filesystem::path& path) {
  auto outcome = try_lock(path);
  if (const auto* held = std::get_if<FileLock::HeldBy>(&outcome)) {
    throw EnvironmentError(
        fmt::format("cannot use the store {}: {} uses it; end that one, or "
                    "give another --store",
                    path.string(), holder(*held)));
  }
  return std::get<FileLock>(std::move(outcome));
}

}  // namespace

StoreFolder::StoreFolder(std::filesystem::path path)
    : path_(made(path)), lock_(locked(path_)) {}

}  // namespace chefs::producer
