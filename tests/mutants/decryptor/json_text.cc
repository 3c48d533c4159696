#include "tests/mutants/decryptor/json_text.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"

namespace chefs::mutants {
namespace {

using Json = nlohmann::ordered_json;

// The string that begins at `json[at]`, quotes included.
std::string_view string_at(std::string_view json, std::size_t at) {
  std::size_t end = at + 1;
  while (json[end] != '"') end += json[end] == '\\' ? 2 : 1;
  return json.substr(at, end + 1 - at);
}

std::string_view number_at(std::string_view json, std::size_t at) {
  const std::size_t end = json.find_first_not_of("+-.0123456789eE", at);
  return json.substr(at, end == std::string_view::npos ? end : end - at);
}

using ChangeToken = std::function<std::string(std::string_view)>;

Bytes with_tokens_changed(std::string_view json, const ChangeToken& strings,
                          const ChangeToken& numbers) {
  Bytes result;
  for (std::size_t i = 0; i < json.size();) {
    const bool is_number = json[i] == '-' || (json[i] >= '0' && json[i] <= '9');
    std::string_view token = json.substr(i, 1);
    if (json[i] == '"') token = string_at(json, i);
    if (is_number) token = number_at(json, i);
    i += token.size();
    if (token.front() == '"')
      result += strings(token);
    else
      result += is_number ? numbers(token) : std::string(token);
  }
  return result;
}

std::string unchanged(std::string_view token) { return std::string(token); }

std::string rounded(std::string_view number) {
  const double value = std::strtod(std::string(number).c_str(), nullptr);
  std::array<char, 32> text;
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? std::string(text.data(), end)
                              : std::string(number);
}

std::string plain(std::string_view token) {
  return Json(Json::parse(token))
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

bool has_duplicate_keys(const Bytes& json) {
  std::vector<std::set<std::string>> open_objects;
  bool has_found = false;
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_objects.emplace_back();
    if (event == Json::parse_event_t::object_end) open_objects.pop_back();
    if (event == Json::parse_event_t::key &&
        !open_objects.back().insert(parsed.get<std::string>()).second)
      has_found = true;
    return true;
  };
  [[maybe_unused]] const Json parsed = Json::parse(json, watch);
  return has_found;
}

Bytes with_rounded_numbers(const Bytes& json) {
  return with_tokens_changed(json, unchanged, rounded);
}

Bytes with_plain_strings(const Bytes& json) {
  return with_tokens_changed(json, plain, unchanged);
}

}  // namespace chefs::mutants
