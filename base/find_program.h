// Where a shell would find a program. Not a search of the whole disk.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace chefs::producer {

// A bare name is looked up in PATH and then in the extra folders; anything with
// a slash is a path. Nothing if no executable file is there.
std::optional<std::filesystem::path> find_program(
    const std::filesystem::path& name,
    const std::vector<std::filesystem::path>& extra_folders = {});

}  // namespace chefs::producer
