#include "producer/server/run_folder.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/environment_error.h"

namespace chefs::producer {
namespace {

namespace fs = std::filesystem;
using base::EnvironmentError;

constexpr const char* kLockName = "lock";
constexpr std::string_view kRunPrefix = "run-";

// The name can be guessed and the parent is everybody's: whoever made the
// folder first must be this user, and nobody else may look into it.
void require_own_folder(const fs::path& folder) {
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) {
    throw EnvironmentError(fmt::format("cannot use the folder {}: {}",
                                       folder.string(), ::strerror(errno)));
  }
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() ||
      (status.st_mode & kOthers) != 0) {
    throw EnvironmentError(fmt::format(
        "cannot use {}: it must be a folder that belongs to you and that "
        "nobody else may enter; remove it, or set TMPDIR to another folder",
        folder.string()));
  }
}

fs::path temporary_folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

fs::path name_of_runs_folder(const fs::path& given) {
  const fs::path parent = given.empty() ? temporary_folder() : given;
  return fs::absolute(parent) / fmt::format("chefs-mock-{}", ::geteuid());
}

fs::path runs_folder(const fs::path& parent) {
  const fs::path folder = name_of_runs_folder(parent);
  if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    throw EnvironmentError(
        fmt::format("cannot make the folder {}: {}; set TMPDIR to a folder "
                    "that can be written to",
                    folder.string(), ::strerror(errno)));
  }
  require_own_folder(folder);
  return folder;
}

bool is_run(const fs::directory_entry& entry) {
  return entry.is_directory() &&
         entry.path().filename().string().starts_with(kRunPrefix);
}

// Only under the lock of the runs folder, under which runs are made and locked:
// else a run that is being made would look abandoned.
void remove_abandoned_runs(const fs::path& runs) {
  std::vector<fs::path> abandoned;
  for (const auto& entry : fs::directory_iterator(runs)) {
    if (is_run(entry) && FileLock::is_free(entry.path() / kLockName)) {
      abandoned.push_back(entry.path());
    }
  }
  for (const fs::path& run : abandoned) {
    // What cannot be removed now is left to the next run.
    std::error_code ignored;
    fs::remove_all(run, ignored);
  }
}

fs::path make_run(const fs::path& runs) {
  std::string name = (runs / fmt::format("{}XXXXXX", kRunPrefix)).string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw EnvironmentError(fmt::format("cannot make a folder in {}: {}",
                                       runs.string(), ::strerror(errno)));
  }
  return name;
}

}  // namespace

RunFolder::RunFolder(const fs::path& parent) {
  const fs::path runs = runs_folder(parent);
  const FileLock making = FileLock::lock(runs / kLockName);
  remove_abandoned_runs(runs);
  path_ = make_run(runs);
  try {
    lock_ = FileLock::lock(path_ / kLockName);
  } catch (const EnvironmentError&) {
    // A full disk may have room for a folder, and none for a file.
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    throw;
  }
}

RunFolder::~RunFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<fs::path> running_runs(const fs::path& parent) {
  std::vector<fs::path> runs;
  const fs::path folder = name_of_runs_folder(parent);
  if (!fs::exists(folder)) return runs;
  require_own_folder(folder);
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (is_run(entry) && !FileLock::is_free(entry.path() / kLockName)) {
      runs.push_back(entry.path());
    }
  }
  return runs;
}

}  // namespace chefs::producer
