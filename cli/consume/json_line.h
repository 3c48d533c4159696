// One JSON object as a line of text, written member by member: no tree is
// built, and its memory is used again. Not for values within values. Source:
// js_json.h says how strings are spelled.
//
//   JsonLine line;
//   line.begin();
//   line.add("seq", std::uint64_t{1});
//   out.text(line.end());   // {"seq":1} and a line feed
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::cli {

class JsonLine {
 public:
  void begin();
  // The key is written as it is.
  void add(std::string_view key, std::string_view value);
  void add(std::string_view key, std::uint64_t value);
  // Nothing is added if there is no value.
  void add(std::string_view key, const std::optional<std::string>& value);
  void add(std::string_view key, std::optional<bool> value);
  // Until the next begin().
  std::string_view end();

 private:
  void add_key(std::string_view key);

  std::string text_;
};

}  // namespace chefs::cli
