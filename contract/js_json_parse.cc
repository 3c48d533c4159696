#include "contract/js_json_parse.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "contract/json_scanner.h"

namespace chefs::contract {
namespace {

using Members = Json::object_t;

// Places of the members, those of the same key side by side and in order.
std::vector<std::size_t> places_by_key(const Members& members) {
  std::vector<std::size_t> places(members.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  const auto begin = members.begin();
  std::sort(
      places.begin(), places.end(), [begin](std::size_t a, std::size_t b) {
        const int order = begin[static_cast<std::ptrdiff_t>(a)].first.compare(
            begin[static_cast<std::ptrdiff_t>(b)].first);
        return order != 0 ? order < 0 : a < b;
      });
  return places;
}

// The last value of a key moves to the first place of the key; the others go.
// Done once, when the object is complete: nlohmann's ordered object searches
// all its keys for each that is added, which on a message of a megabyte would
// take minutes.
void keep_last_values(Members& members) {
  const std::vector<std::size_t> places = places_by_key(members);
  std::vector<bool> is_dropped(members.size());
  bool has_duplicates = false;
  const auto at = [&members](std::size_t place) -> auto& {
    return members.begin()[static_cast<std::ptrdiff_t>(place)];
  };
  for (std::size_t i = 0; i < places.size();) {
    const std::size_t first = places[i++];
    for (; i < places.size() && at(places[i]).first == at(first).first; ++i) {
      at(first).second = std::move(at(places[i]).second);
      is_dropped[places[i]] = true;
      has_duplicates = true;
    }
  }
  if (!has_duplicates) return;
  Members kept;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (is_dropped[i]) continue;
    kept.Members::Container::emplace_back(at(i).first, std::move(at(i).second));
  }
  members = std::move(kept);
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

  // An array or object that is not read to its end, and in an object the key of
  // the value that is read now.
  struct Container {
    Json value;
    std::string key;
  };

  Next read_value() {
    if (scanner_.take('{')) return open_object();
    if (scanner_.take('[')) return open_array();
    return scanner_.read_scalar(value_) ? Next::kAfterValue : Next::kFault;
  }

  Next open_object() {
    open_.push_back({Json::object(), {}});
    return scanner_.take('}') ? close() : read_key();
  }

  Next open_array() {
    open_.push_back({Json::array(), {}});
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
    const bool is_object = add_value(open_.back());
    if (scanner_.take(',')) return is_object ? read_key() : Next::kValue;
    if (scanner_.take(is_object ? '}' : ']')) return close();
    return fail(is_object ? "a comma or } is expected here"
                          : "a comma or ] is expected here");
  }

  // Says whether the container is an object.
  bool add_value(Container& container) {
    if (container.value.is_array()) {
      container.value.push_back(std::move(value_));
      return false;
    }
    auto& members = container.value.get_ref<Members&>();
    members.Members::Container::emplace_back(std::move(container.key),
                                             std::move(value_));
    return true;
  }

  Next close() {
    Json closed = std::move(open_.back().value);
    open_.pop_back();
    if (closed.is_object()) keep_last_values(closed.get_ref<Members&>());
    value_ = std::move(closed);
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
