#include "contract/js_json_parse.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "contract/internal/json_scanner.h"

namespace chefs::contract {
namespace {

using Member = std::pair<std::string, Json>;

// Places of the members, those of the same key side by side and in order.
std::vector<std::size_t> places_by_key(const std::vector<Member>& members) {
  std::vector<std::size_t> places(members.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::sort(places.begin(), places.end(),
            [&members](std::size_t left, std::size_t right) {
              const int order =
                  members[left].first.compare(members[right].first);
              return order != 0 ? order < 0 : left < right;
            });
  return places;
}

// The last value of a key goes to the first place of the key.
void keep_last_values(std::vector<Member>& members) {
  const std::vector<std::size_t> places = places_by_key(members);
  std::vector<bool> is_dropped(members.size());
  for (std::size_t i = 0; i < places.size();) {
    Member& first = members[places[i++]];
    for (; i < places.size() && members[places[i]].first == first.first; ++i) {
      first.second = std::move(members[places[i]].second);
      is_dropped[places[i]] = true;
    }
  }
  std::size_t place = 0;
  std::erase_if(members, [&](const Member&) { return is_dropped[place++]; });
}

// Most objects have few members, and comparing them all is quickest then.
constexpr std::size_t kFewMembers = 16;

bool are_few_and_differ(const std::vector<Member>& members) {
  if (members.size() > kFewMembers) return false;
  for (std::size_t i = 1; i < members.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (members[i].first == members[j].first) return false;
    }
  }
  return true;
}

// Made at once, when all its members are known. nlohmann's ordered object
// searches all its keys for each that is added, which on a message of a
// megabyte takes minutes, and when it grows it copies its values, by recursion.
Json make_object(std::vector<Member> members) {
  if (!are_few_and_differ(members)) keep_last_values(members);
  Json result = Json::object();
  auto& object = result.get_ref<Json::object_t&>();
  object.reserve(members.size());
  for (auto& [key, value] : members) {
    object.Json::object_t::Container::emplace_back(std::move(key),
                                                   std::move(value));
  }
  return result;
}

// Keeps the open arrays and objects on a stack of its own.
class Parser {
 public:
  explicit Parser(std::string_view text) : scanner_(text) {}

  std::variant<Json, JsonFault> parse() {
    Next next = Next::kValue;
    while (next == Next::kValue || next == Next::kAfterValue) {
      next = next == Next::kValue ? read_value() : after_value();
    }
    if (next == Next::kEnd) return std::move(value_);
    std::string text = "byte " + std::to_string(scanner_.offset_bytes()) + ": ";
    text.append(scanner_.problem());
    return JsonFault{scanner_.offset_bytes(), std::move(text)};
  }

 private:
  enum class Next { kValue, kAfterValue, kEnd, kFault };

  enum class Kind { kArray, kObject };

  // An array or object that is not read to its end.
  struct Container {
    Kind kind;
    std::vector<Json> elements = {};
    std::vector<Member> members = {};
    // Of the member whose value is read now.
    std::string key = {};
  };

  Next read_value() {
    if (scanner_.take('{')) return open_object();
    if (scanner_.take('[')) return open_array();
    return scanner_.read_scalar(value_) ? Next::kAfterValue : Next::kFault;
  }

  Next open_object() {
    open_.push_back({.kind = Kind::kObject});
    return scanner_.take('}') ? close() : read_key();
  }

  Next open_array() {
    open_.push_back({.kind = Kind::kArray});
    return scanner_.take(']') ? close() : Next::kValue;
  }

  Next read_key() {
    if (!scanner_.read_string(open_.back().key)) return Next::kFault;
    return scanner_.take(':') ? Next::kValue : fail("a colon is expected here");
  }

  Next after_value() {
    if (open_.empty()) {
      return scanner_.is_finished() ? Next::kEnd
                                    : fail("the text goes on after its value");
    }
    Container& container = open_.back();
    if (container.kind == Kind::kObject) {
      container.members.emplace_back(std::move(container.key),
                                     std::move(value_));
      if (scanner_.take(',')) return read_key();
      return scanner_.take('}') ? close()
                                : fail("a comma or } is expected here");
    }
    container.elements.push_back(std::move(value_));
    if (scanner_.take(',')) return Next::kValue;
    return scanner_.take(']') ? close() : fail("a comma or ] is expected here");
  }

  Next close() {
    Container closed = std::move(open_.back());
    open_.pop_back();
    value_ = closed.kind == Kind::kObject
                 ? make_object(std::move(closed.members))
                 : Json(Json::array_t(std::move(closed.elements)));
    return Next::kAfterValue;
  }

  Next fail(std::string_view problem) {
    scanner_.fail(problem);
    return Next::kFault;
  }

  JsonScanner scanner_;
  // The value that was read last.
  Json value_;
  std::vector<Container> open_;
};

}  // namespace

std::variant<Json, JsonFault> parse_js_json(std::string_view text) {
  return Parser(text).parse();
}

}  // namespace chefs::contract
