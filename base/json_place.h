// A value in a JSON file that knows where it stands, read strictly: what is
// missing, unknown or of another type is an error that names file, pointer
// and what was expected. Not a schema check: that is the fixtures' own. Not
// for what programs and servers send: that is read as they would read it, by
// contract/js_json_parse.h, or taken as it comes, and what is odd passed over.
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

#include "base/environment_error.h"
#include "contract/json.h"

namespace chefs::base {

struct JsonFile {
  std::filesystem::path path;
  contract::Json value;
};

// What is wrong with a file: what() says it whole, the parts are for readers
// that have words of their own.
class JsonError : public EnvironmentError {
 public:
  JsonError(const std::string& text, std::string place, std::string problem);

  // "/cases/3/level", "(whole file)"; of what is not JSON "line 2, column 7",
  // or "(file)" where that is not known.
  const std::string& place() const { return place_; }
  // "expected an object, found null"
  const std::string& problem() const { return problem_; }

 private:
  std::string place_;
  std::string problem_;
};

// What is nested deeper could not be copied safely, and no file of ours is.
inline constexpr int kMostJsonLevels = 200;

// Throws EnvironmentError if the file cannot be read, and JsonError if it is
// not JSON, has an object with two equal keys, or is nested deeper than that.
JsonFile read_json_file(const std::filesystem::path& path);
// The same from its text.
JsonFile parse_json_file(const std::filesystem::path& path,
                         std::string_view text);

// Every reading call throws JsonError where the value is not as asked.
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
  bool flag() const;
  std::uint64_t number(std::uint64_t at_most) const;

  // Of an object's member that may be absent.
  std::string words_or(std::string_view key, std::string otherwise) const;
  bool flag_or(std::string_view key, bool otherwise) const;
  template <typename T>
  T number_or(std::string_view key, T otherwise, std::uint64_t at_most) const {
    const auto member = find(key);
    return member ? static_cast<T>(member->number(at_most)) : otherwise;
  }

  // "…, at /cases/3/level: expected a level, found "always"; mend the file".
  [[noreturn]] void fail(std::string_view expected) const;

 private:
  JsonPlace(const JsonFile& file, const contract::Json& value,
            std::string pointer);

  const JsonFile* file_;
  const contract::Json* value_;
  std::string pointer_;
};

// A table of the words that stand for an enum's values.
template <typename T>
using Words = std::initializer_list<std::pair<std::string_view, T>>;

template <typename T>
T choice(const JsonPlace& place, Words<T> words) {
  std::string known;
  for (const auto& [word, value] : words) {
    if (place.value().is_string() && place.text() == word) return value;
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  place.fail("one of " + known);
}

template <typename T>
std::optional<T> optional_choice(const JsonPlace& object, std::string_view key,
                                 Words<T> words) {
  const auto place = object.find(key);
  return place ? std::optional(choice<T>(*place, words)) : std::nullopt;
}

template <typename T>
T choice_or(const JsonPlace& object, std::string_view key, T otherwise,
            Words<T> words) {
  return optional_choice<T>(object, key, words).value_or(otherwise);
}

// A word that is one of a few and is kept as it stands.
using KnownWords = std::initializer_list<std::string_view>;

std::string word_of(const JsonPlace& place, KnownWords words);
std::string word_or(const JsonPlace& object, std::string_view key,
                    std::string otherwise, KnownWords words);

}  // namespace chefs::base
