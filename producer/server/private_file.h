// Files that hold secrets: readable by their owner alone, from the first byte.
#pragma once

#include <filesystem>
#include <string_view>

namespace chefs::producer {

// Creates or overwrites it with mode 0600. Throws EnvironmentError.
void write_private_file(const std::filesystem::path& path,
                        std::string_view text);

}  // namespace chefs::producer
