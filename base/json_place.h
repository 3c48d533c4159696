// A value in a JSON file that knows where it stands, read strictly: what is
// missing, unknown or of another type is an error that names file, pointer
// and what was expected. Not a schema check: that is the fixtures' own.
//
//   JsonFile file = read_json_file("scenarios/decryptor/tag.json");
//   JsonPlace root(file);
//   root.allow_only({"group", "cases"});
//   for (const JsonPlace& c : root.at("cases").elements()) c.at("id").text();
//
// Why: docs/decisions/0146.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/json.h"

namespace chefs::conformance {

struct JsonFile {
  std::filesystem::path path;
  contract::Json value;
};

// What is nested deeper could not be copied safely, and no file of ours is.
inline constexpr int kMostJsonLevels = 200;

// Throws EnvironmentError if the file cannot be read, is not JSON, has an
// object with two equal keys, or is nested deeper than that.
JsonFile read_json_file(const std::filesystem::path& path);
// The same from its text.
JsonFile parse_json_file(const std::filesystem::path& path,
                         std::string_view text);

// Every reading call throws EnvironmentError where the value is not as asked.
class JsonPlace {
 public:
  // The file must outlive the place and all places made from it.
  explicit JsonPlace(const JsonFile& file);

  const contract::Json& value() const { return *value_; }
  const std::filesystem::path& file() const { return file_->path; }
  const std::string& pointer() const { return pointer_; }

  // Of an object. `allow_only` rejects every other key; "$schema" is allowed
  // in a file's outermost object.
  const JsonPlace& allow_only(
      std::initializer_list<std::string_view> keys) const;
  JsonPlace at(std::string_view key) const;
  std::optional<JsonPlace> find(std::string_view key) const;
  std::vector<std::pair<std::string, JsonPlace>> members() const;

  std::vector<JsonPlace> elements() const;
  const std::string& text() const;
  // Text that is not empty.
  const std::string& words() const;
  std::vector<std::string> words_list() const;
  std::uint64_t number(std::uint64_t at_most) const;

  // "…, at /cases/3/level: expected a level, found "always"; mend the file".
  [[noreturn]] void fail(std::string_view expected) const;

 private:
  JsonPlace(const JsonFile& file, const contract::Json& value,
            std::string pointer);

  const JsonFile* file_;
  const contract::Json* value_;
  std::string pointer_;
};

}  // namespace chefs::conformance
