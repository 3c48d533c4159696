// Files, whole: regular ones, pipes, and those of /proc, which can end in an
// error while they are read.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::base {

// Nothing if it cannot be read to its end; errno says why.
std::optional<std::string> try_read_file(const std::filesystem::path& file);

// Throws EnvironmentError: "cannot read the WHAT FILE: …"; without a word for
// what it is, "cannot read FILE: …".
std::string read_file(const std::filesystem::path& file,
                      std::string_view what = "");

}  // namespace chefs::base
