#include "base/json_place.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/read_file.h"

namespace chefs::base {
namespace {

using contract::Json;

constexpr const char* kUnknownPlace = "(file)";

JsonError unreadable(const std::filesystem::path& path, std::string_view why,
                     const std::string& place, const std::string& problem) {
  return {fmt::format("cannot read {}: {}", path.string(), why), place,
          problem};
}

// nlohmann keeps one of two equal keys and says nothing, and takes any depth.
class ParseGuard {
 public:
  explicit ParseGuard(const std::filesystem::path& path) : path_(path) {}

  bool operator()(int level, Json::parse_event_t event, Json& parsed) {
    if (level > kMostJsonLevels) {
      const auto problem =
          fmt::format("nested deeper than {} levels", kMostJsonLevels);
      throw unreadable(path_, "it is " + problem, kUnknownPlace, problem);
    }
    if (event == Json::parse_event_t::object_start) seen_.emplace_back();
    if (event == Json::parse_event_t::object_end) seen_.pop_back();
    if (event == Json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!seen_.back().insert(key).second) {
        const auto problem =
            fmt::format("the key \"{}\" stands twice in one object", key);
        throw unreadable(path_, problem + "; remove one of them", kUnknownPlace,
                         problem);
      }
    }
    return true;
  }

 private:
  const std::filesystem::path& path_;
  std::vector<std::set<std::string>> seen_;
};

// Columns count bytes, as compilers do.
std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;
  return fmt::format("line {}, column {}", line,
                     before.size() - line_start + 1);
}

// nlohmann's text starts with its own name and the position.
std::string_view reason(std::string_view text) {
  const std::size_t at = text.find(": ");
  return at == std::string_view::npos ? text : text.substr(at + 2);
}

std::string pointer_step(std::string_view key) {
  std::string out = "/";
  for (char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string shortened(const Json& value) {
  constexpr std::size_t kShownBytes = 60;
  std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > kShownBytes) text = text.substr(0, kShownBytes) + " …";
  return text;
}

// "a string", "null", "the number 7" …
std::string described(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  const char* kind = value.is_string()   ? "the string "
                     : value.is_number() ? "the number "
                                         : "";
  return kind + value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

JsonError::JsonError(const std::string& text, std::string place,
                     std::string problem)
    : EnvironmentError(text),
      place_(std::move(place)),
      problem_(std::move(problem)) {}

JsonFile read_json_file(const std::filesystem::path& path) {
  return parse_json_file(path, read_file(path));
}

JsonFile parse_json_file(const std::filesystem::path& path,
                         std::string_view text) {
  const std::string not_json = "it is not JSON: ";
  try {
    ParseGuard guard(path);
    return {path, Json::parse(text, std::ref(guard))};
  } catch (const Json::parse_error& error) {
    const std::size_t byte = error.byte > 0 ? error.byte - 1 : 0;
    throw unreadable(path, not_json + error.what(), line_and_column(text, byte),
                     fmt::format("no JSON: {}", reason(error.what())));
  } catch (const Json::exception& error) {
    throw unreadable(path, not_json + error.what(), kUnknownPlace,
                     "a number is too large");
  }
}

JsonPlace::JsonPlace(const JsonFile& file)
    : JsonPlace(file, file.value, std::string()) {}

JsonPlace::JsonPlace(const JsonFile& file, const Json& value,
                     std::string pointer)
    : file_(&file), value_(&value), pointer_(std::move(pointer)) {}

void JsonPlace::fail(std::string_view expected) const {
  const bool is_whole = pointer_.empty();
  throw JsonError(
      fmt::format("cannot use {}, at {}: expected {}, found {}; mend the file",
                  file_->path.string(),
                  is_whole ? "its outermost value" : pointer_, expected,
                  shortened(*value_)),
      is_whole ? "(whole file)" : pointer_,
      fmt::format("expected {}, found {}", expected, described(*value_)));
}

const JsonPlace& JsonPlace::allow_only(
    std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, member] : members()) {
    if (std::ranges::find(keys, key) != keys.end()) continue;
    if (pointer_.empty() && key == "$schema") continue;
    fail(fmt::format("no key but {} ({} is unknown)", fmt::join(keys, ", "),
                     key));
  }
  return *this;
}

std::optional<JsonPlace> JsonPlace::find(std::string_view key) const {
  if (!value_->is_object()) fail("an object");
  const auto member = value_->find(key);
  if (member == value_->end()) return std::nullopt;
  return JsonPlace(*file_, *member, pointer_ + pointer_step(key));
}

JsonPlace JsonPlace::at(std::string_view key) const {
  auto member = find(key);
  if (!member) fail("an object with the key " + std::string(key));
  return *std::move(member);
}

std::vector<std::pair<std::string, JsonPlace>> JsonPlace::members() const {
  if (!value_->is_object()) fail("an object");
  std::vector<std::pair<std::string, JsonPlace>> out;
  for (const auto& [key, member] : value_->items()) {
    out.emplace_back(key,
                     JsonPlace(*file_, member, pointer_ + pointer_step(key)));
  }
  return out;
}

std::vector<JsonPlace> JsonPlace::elements() const {
  if (!value_->is_array()) fail("an array");
  std::vector<JsonPlace> out;
  for (std::size_t i = 0; i < value_->size(); ++i) {
    out.push_back(
        JsonPlace(*file_, (*value_)[i], pointer_ + '/' + std::to_string(i)));
  }
  return out;
}

const std::string& JsonPlace::text() const {
  if (!value_->is_string()) fail("text");
  return value_->get_ref<const std::string&>();
}

const std::string& JsonPlace::words() const {
  if (!value_->is_string() || text().empty()) fail("text that is not empty");
  return text();
}

std::vector<std::string> JsonPlace::words_list() const {
  std::vector<std::string> out;
  for (const JsonPlace& element : elements()) out.push_back(element.words());
  return out;
}

bool JsonPlace::flag() const {
  if (!value_->is_boolean()) fail("true or false");
  return value_->get<bool>();
}

std::uint64_t JsonPlace::number(std::uint64_t at_most) const {
  const bool is_number =
      value_->is_number_unsigned() && value_->get<std::uint64_t>() <= at_most;
  if (!is_number) {
    fail("a whole number from 0 to " + std::to_string(at_most));
  }
  return value_->get<std::uint64_t>();
}

std::string JsonPlace::words_or(std::string_view key,
                                std::string otherwise) const {
  const auto member = find(key);
  return member ? member->words() : std::move(otherwise);
}

bool JsonPlace::flag_or(std::string_view key, bool otherwise) const {
  const auto member = find(key);
  return member ? member->flag() : otherwise;
}

std::string word_of(const JsonPlace& place, KnownWords words) {
  for (const std::string_view word : words) {
    if (place.value().is_string() && place.text() == word)
      return std::string(word);
  }
  place.fail(fmt::format("one of {}", fmt::join(words, ", ")));
}

std::string word_or(const JsonPlace& object, std::string_view key,
                    std::string otherwise, KnownWords words) {
  const auto place = object.find(key);
  return place ? word_of(*place, words) : std::move(otherwise);
}

}  // namespace chefs::base
