#include "base/json_place.h"

#include <algorithm>
#include <set>

#include "base/environment_error.h"
#include "base/read_file.h"

namespace chefs::conformance {
namespace {

using contract::Json;

// nlohmann keeps one of two equal keys and says nothing, and takes any depth.
class ParseGuard {
 public:
  explicit ParseGuard(const std::filesystem::path& path) : path_(path) {}

  bool operator()(int level, Json::parse_event_t event, Json& parsed) {
    if (level > kMostJsonLevels) {
      throw base::EnvironmentError("cannot read " + path_.string() +
                                   ": it is nested deeper than " +
                                   std::to_string(kMostJsonLevels) + " levels");
    }
    if (event == Json::parse_event_t::object_start) seen_.emplace_back();
    if (event == Json::parse_event_t::object_end) seen_.pop_back();
    if (event == Json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!seen_.back().insert(key).second) {
        throw base::EnvironmentError(
            "cannot read " + path_.string() + ": the key \"" + key +
            "\" stands twice in one object; remove one of them");
      }
    }
    return true;
  }

 private:
  const std::filesystem::path& path_;
  std::vector<std::set<std::string>> seen_;
};

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

}  // namespace

JsonFile read_json_file(const std::filesystem::path& path) {
  return parse_json_file(path, base::read_file(path));
}

JsonFile parse_json_file(const std::filesystem::path& path,
                         std::string_view text) {
  try {
    ParseGuard guard(path);
    return {path, Json::parse(text, std::ref(guard))};
  } catch (const Json::exception& error) {
    // A number that is too large is another error of nlohmann's.
    throw base::EnvironmentError("cannot read " + path.string() +
                                 ": it is not JSON: " + error.what());
  }
}

JsonPlace::JsonPlace(const JsonFile& file)
    : JsonPlace(file, file.value, std::string()) {}

JsonPlace::JsonPlace(const JsonFile& file, const Json& value,
                     std::string pointer)
    : file_(&file), value_(&value), pointer_(std::move(pointer)) {}

void JsonPlace::fail(std::string_view expected) const {
  throw base::EnvironmentError(
      "cannot use " + file_->path.string() + ", at " +
      (pointer_.empty() ? "its outermost value" : pointer_) + ": expected " +
      std::string(expected) + ", found " + shortened(*value_) +
      "; mend the file");
}

const JsonPlace& JsonPlace::allow_only(
    std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, member] : members()) {
    if (std::ranges::find(keys, key) != keys.end()) continue;
    if (pointer_.empty() && key == "$schema") continue;
    std::string known;
    for (std::string_view k : keys) {
      known += (known.empty() ? "" : ", ") + std::string(k);
    }
    fail("no key but " + known + " (" + key + " is unknown)");
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

std::uint64_t JsonPlace::number(std::uint64_t at_most) const {
  const bool is_number =
      value_->is_number_unsigned() && value_->get<std::uint64_t>() <= at_most;
  if (!is_number) {
    fail("a whole number from 0 to " + std::to_string(at_most));
  }
  return value_->get<std::uint64_t>();
}

}  // namespace chefs::conformance
