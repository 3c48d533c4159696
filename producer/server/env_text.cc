#include "producer/server/env_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/environment_error.h"
#include "base/read_file.h"

namespace chefs::producer {
namespace {

bool is_name(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) {
    return false;
  }
  for (char c : name) {
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!is_letter && !(c >= '0' && c <= '9') && c != '_') return false;
  }
  return true;
}

// Takes the value off the front, up to the end of its line; a quoted one may
// hold line feeds. Nothing if a quote is not closed.
std::optional<std::string> take_value(std::string_view& text) {
  std::string value;
  bool is_quoted = false;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '\'') {
      is_quoted = !is_quoted;
    } else if (c == '\n' && !is_quoted) {
      return value;
    } else if (c == '\\' && !is_quoted && !text.empty()) {
      value += text.front();
      text.remove_prefix(1);
    } else {
      value += c;
    }
  }
  if (is_quoted) return std::nullopt;
  return value;
}

}  // namespace

std::variant<VariableMap, std::string> parse_env_text(std::string_view text) {
  VariableMap variables;
  const std::string_view whole = text;
  while (!text.empty()) {
    const auto line = 1 + std::count(whole.begin(), text.begin(), '\n');
    const std::size_t line_end = text.find('\n');
    if (text.front() == '#' || text.front() == '\n') {
      text.remove_prefix(line_end == text.npos ? text.size() : line_end + 1);
      continue;
    }
    const std::size_t equals = text.substr(0, line_end).find('=');
    const std::string_view name = text.substr(0, equals);
    if (equals == text.npos || !is_name(name)) {
      return fmt::format("line {} is not NAME=value", line);
    }
    text.remove_prefix(equals + 1);
    auto value = take_value(text);
    if (!value) return fmt::format("a quote of line {} is not closed", line);
    variables[std::string(name)] = std::move(*value);
  }
  return variables;
}

VariableMap read_env_file(const std::filesystem::path& file) {
  auto parsed = parse_env_text(base::read_file(file));
  if (const auto* fault = std::get_if<std::string>(&parsed)) {
    throw base::EnvironmentError(
        fmt::format("{} is no env file: {}", file.string(), *fault));
  }
  return std::get<VariableMap>(std::move(parsed));
}

}  // namespace chefs::producer
