#include "base/find_program.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>

namespace chefs::producer {
namespace {

bool is_program(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) &&
         ::access(path.c_str(), X_OK) == 0;
}

std::vector<std::filesystem::path> path_folders() {
  std::vector<std::filesystem::path> folders;
  const char* path = std::getenv("PATH");
  std::istringstream text(path == nullptr ? "" : path);
  for (std::string folder; std::getline(text, folder, ':');) {
    // An empty entry is the current folder (POSIX).
    folders.emplace_back(folder.empty() ? "." : folder);
  }
  return folders;
}

}  // namespace

std::optional<std::filesystem::path> find_program(
    const std::filesystem::path& name,
    const std::vector<std::filesystem::path>& extra_folders) {
  if (name.has_parent_path()) {
    if (is_program(name)) return name;
    return {};
  }
  std::vector<std::filesystem::path> folders = path_folders();
  folders.insert(folders.end(), extra_folders.begin(), extra_folders.end());
  for (const auto& folder : folders) {
    if (is_program(folder / name)) return folder / name;
  }
  return {};
}

}  // namespace chefs::producer
