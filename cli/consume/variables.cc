#include "cli/consume/variables.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdlib>
#include <utility>

#include "base/environment_error.h"
#include "base/read_file.h"
#include "base/text.h"
#include "cli/usage_error.h"

namespace chefs::cli {
namespace {

bool is_name(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0]))) {
    return false;
  }
  for (const char c : text) {
    if (c != '_' && !std::isalnum(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

// Nothing if a quote is left open, or if something follows the value.
std::optional<std::string> unquoted(std::string_view text) {
  std::string value;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool has_next = i + 1 < text.size();
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\'') {
      value += c;
    } else if (c == '\\' && has_next &&
               (quote == '\0' || std::string_view("\"\\$`").find(text[i + 1]) !=
                                     std::string_view::npos)) {
      value += text[++i];
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (quote == '\0' && (c == ' ' || c == '\t')) {
      const auto rest = base::trimmed(text.substr(i));
      if (rest.empty() || rest.front() == '#') return value;
      return std::nullopt;
    } else {
      value += c;
    }
  }
  if (quote != '\0') return std::nullopt;
  return value;
}

}  // namespace

Variables::Variables(const std::filesystem::path& file) {
  std::string text = base::read_file(file, "env file");
  std::string_view rest = text;
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = rest.find('\n');
    auto line = base::trimmed(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("export ")) line = base::trimmed(line.substr(7));
    const auto equals = line.find('=');
    const auto name = line.substr(0, equals);
    auto value = equals == std::string_view::npos
                     ? std::nullopt
                     : unquoted(line.substr(equals + 1));
    if (!is_name(name) || !value) {
      throw UsageError(fmt::format(
          "line {} of the env file {} is not of the form NAME=value", number,
          file.string()));
    }
    of_file_.insert_or_assign(std::string(name), contract::Secret(*value));
    contract::wipe(*value);
  }
  contract::wipe(text);
}

std::string_view Variables::value_of(const char* name) const {
  const auto found = of_file_.find(std::string_view(name));
  if (found != of_file_.end()) return found->second.reveal();
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::optional<std::string> Variables::find(const char* name) const {
  const auto value = value_of(name);
  if (value.empty()) return std::nullopt;
  return std::string(value);
}

std::optional<contract::Secret> Variables::find_secret(const char* name) const {
  const auto value = value_of(name);
  if (value.empty()) return std::nullopt;
  return contract::Secret(value);
}

}  // namespace chefs::cli
