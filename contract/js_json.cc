#include "contract/js_json.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "contract/json.h"

namespace chefs::contract {
namespace {

using Member = Json::object_t::value_type;

// 2^32 - 2, the largest array index of JavaScript.
constexpr std::uint64_t kLargestIndex = 4'294'967'294;

// The number that a key is, if JavaScript takes it for an array index.
std::optional<std::uint64_t> array_index(std::string_view key) {
  constexpr std::size_t kMostDigits = 10;
  if (key.empty() || key.size() > kMostDigits) return std::nullopt;
  if (key.front() == '0' && key.size() > 1) return std::nullopt;
  std::uint64_t index = 0;
  for (const char digit : key) {
    if (digit < '0' || digit > '9') return std::nullopt;
    index = index * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  if (index > kLargestIndex) return std::nullopt;
  return index;
}

bool goes_before(const Member& left, const Member& right) {
  const auto left_index = array_index(left.first);
  if (!left_index) return false;
  const auto right_index = array_index(right.first);
  return !right_index || *left_index < *right_index;
}

// Array indices first, ascending, then the other keys as they stand. Empty if
// that is how they stand already, as they nearly always do.
std::vector<const Member*> reordered(const Json::object_t& object) {
  if (std::is_sorted(object.begin(), object.end(), goes_before)) return {};
  std::vector<const Member*> members;
  members.reserve(object.size());
  for (const Member& member : object) members.push_back(&member);
  std::stable_sort(members.begin(), members.end(),
                   [](const Member* left, const Member* right) {
                     return goes_before(*left, *right);
                   });
  return members;
}

void append_unsigned(std::uint64_t number, std::string& out) {
  append_js_number(static_cast<double>(number), out);
}

// Keeps its own stack, so that depth costs memory and not the thread's stack.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void write(const Json& value) {
    begin(value);
    while (!open_.empty()) step();
  }

 private:
  // An array or object that is not written to its end.
  struct Container {
    const Json* value = nullptr;
    std::size_t written = 0;
    std::vector<const Member*> order;
  };

  void begin(const Json& value) {
    if (value.is_array()) {
      out_ += '[';
      open_.push_back({.value = &value, .written = 0, .order = {}});
    } else if (value.is_object()) {
      out_ += '{';
      open_.push_back({.value = &value,
                       .written = 0,
                       .order = reordered(value.get_ref<const Object&>())});
    } else {
      write_scalar(value);
    }
  }

  void step() {
    Container& container = open_.back();
    if (container.written == container.value->size()) {
      out_ += container.value->is_array() ? ']' : '}';
      open_.pop_back();
      return;
    }
    if (container.written > 0) out_ += ',';
    const std::size_t next = container.written++;
    if (container.value->is_array()) return begin((*container.value)[next]);
    const Member& member = container.order.empty()
                               ? container.value->get_ref<const Object&>()
                                     .begin()[static_cast<std::ptrdiff_t>(next)]
                               : *container.order[next];
    append_js_string(member.first, out_);
    out_ += ':';
    begin(member.second);
  }

  void write_scalar(const Json& value) {
    switch (value.type()) {
      case Json::value_t::string:
        return append_js_string(value.get_ref<const std::string&>(), out_);
      case Json::value_t::boolean:
        out_ += value.get<bool>() ? "true" : "false";
        return;
      case Json::value_t::number_unsigned:
        return append_unsigned(value.get<std::uint64_t>(), out_);
      case Json::value_t::number_integer:
      case Json::value_t::number_float:
        return append_js_number(value.get<double>(), out_);
      default:
        out_ += "null";
    }
  }

  using Object = Json::object_t;

  std::string& out_;
  std::vector<Container> open_;
};

}  // namespace

void append_stringified(const Json& value, std::string& out) {
  Writer(out).write(value);
}

std::string stringify(const Json& value) {
  std::string text;
  append_stringified(value, text);
  return text;
}

}  // namespace chefs::contract
