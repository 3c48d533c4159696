// The text of an env file read back: NAME=value lines as render_env_file()
// (env_file.h) writes them, with single quotes where need be, and comments.
// Not a shell: nothing is expanded.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace chefs::producer {

using VariableMap = std::map<std::string, std::string, std::less<>>;

// Otherwise a sentence that tells the line; it never quotes a value.
std::variant<VariableMap, std::string> parse_env_text(std::string_view text);

// Throws EnvironmentError if the file cannot be read or is no env file.
VariableMap read_env_file(const std::filesystem::path& file);

}  // namespace chefs::producer
