// Takes the members of a JSON object one by one and complains about what is
// missing, of the wrong type or left over, always with the JSON pointer.
// Not a schema validator: each reader says what it needs as it goes.
//
//   StrictObject step(json, {"tour.json", "/steps/3"});
//   std::string form = step.text("form");            // must be there
//   bool is_new = step.flag_or("new_version", false);
//   step.finish();                                    // nothing else may be
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "contract/json_fwd.h"

namespace chefs::producer {

// Where in which file.
struct JsonPlace {
  std::string file;
  // RFC 6901; empty for the whole document.
  std::string pointer;

  JsonPlace member(std::string_view key) const;
  JsonPlace element(std::size_t index) const;
  // Throws ScenarioError.
  [[noreturn]] void complain(const std::string& what) const;
};

// A short name for what stands there: "a string", "null", "the number 7" …
std::string describe_json(const contract::Json& value);

// The JSON must outlive it.
class StrictObject {
 public:
  StrictObject(const contract::Json& value, JsonPlace place);

  const JsonPlace& place() const { return place_; }

  std::string text(std::string_view key);
  std::optional<std::string> optional_text(std::string_view key);
  std::string text_or(std::string_view key, std::string fallback);
  bool flag_or(std::string_view key, bool fallback);
  std::optional<std::int64_t> optional_count(std::string_view key);
  std::int64_t count(std::string_view key);
  // Of any type; nothing if it is not there.
  const contract::Json* optional_value(std::string_view key);
  const contract::Json& object(std::string_view key);
  const contract::Json& array(std::string_view key);

  // Complains about members that nobody asked for.
  void finish() const;

 private:
  const contract::Json& required(std::string_view key, std::string_view what);

  const contract::Json& value_;
  JsonPlace place_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace chefs::producer
