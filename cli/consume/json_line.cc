#include "cli/consume/json_line.h"

#include <fmt/format.h>

#include "contract/js_json.h"

namespace chefs::cli {

void JsonLine::begin() { text_ = '{'; }

void JsonLine::add_key(std::string_view key) {
  text_ += text_.size() == 1 ? "\"" : ",\"";
  text_ += key;
  text_ += "\":";
}

void JsonLine::add(std::string_view key, std::string_view value) {
  add_key(key);
  contract::append_js_string(value, text_);
}

void JsonLine::add(std::string_view key, std::uint64_t value) {
  add_key(key);
  const fmt::format_int digits(value);
  text_.append(digits.data(), digits.size());
}

void JsonLine::add(std::string_view key,
                   const std::optional<std::string>& value) {
  if (value) add(key, std::string_view(*value));
}

void JsonLine::add(std::string_view key, std::optional<bool> value) {
  if (!value) return;
  add_key(key);
  text_ += *value ? "true" : "false";
}

std::string_view JsonLine::end() {
  text_ += "}\n";
  return text_;
}

}  // namespace chefs::cli
