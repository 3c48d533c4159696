// Bugs that meet something else than a string in payload.data.
#include <cstdlib>

#include "tests/mutants/decryptor/bugs.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;
using IsMet = std::function<bool(const Json&)>;

PutInto empty_when(IsMet is_met) {
  return [is_met](Steps& steps) {
    steps.open = [is_met, before = steps.open](const Request& request,
                                               const Steps& current) -> Opened {
      if (is_met(request.data)) return Bytes();
      return before(request, current);
    };
  };
}

PutInto crashes_when(IsMet is_met) {
  return [is_met](Steps& steps) {
    steps.text = [is_met, before = steps.text](const Json& data) {
      if (is_met(data)) std::abort();
      return before(data);
    };
  };
}

// Looks for the text inside.
PutInto unwraps(std::function<Json(const Json&)> inside) {
  return [inside](Steps& steps) {
    steps.text = [inside, before = steps.text](const Json& data) {
      return before(inside(data));
    };
  };
}

Json first_of_array(const Json& data) {
  return data.is_array() && !data.empty() ? data.front() : data;
}

Json data_of_object(const Json& data) {
  if (!data.is_object()) return data;
  for (const char* name : {"payload", "data"})
    if (data.contains(name)) return data_of_object(data[name]);
  return data;
}

Json text_of_byte_array(const Json& data) {
  const bool is_buffer = data.is_object() && data.contains("data");
  const Json& array = is_buffer ? data["data"] : data;
  if (!array.is_array() || array.empty()) return data;
  Bytes bytes;
  for (const Json& element : array) {
    if (!element.is_number_integer()) return data;
    bytes += static_cast<char>(element.get<int>());
  }
  return to_hex(bytes);
}

bool is_empty_object(const Json& data) {
  return data.is_object() && data.empty();
}
bool is_empty_array(const Json& data) {
  return data.is_array() && data.empty();
}
bool is_object(const Json& data) { return data.is_object(); }
bool is_null(const Json& data) { return data.is_null(); }
bool is_number(const Json& data) { return data.is_number(); }
bool is_false(const Json& data) {
  return data == Json(false) || (data.is_number() && data.get<double>() == 0);
}

}  // namespace

std::vector<Bug> type_bugs() {
  return {
      {"object-is-empty", empty_when(is_empty_object)},
      {"crashes-on-object", crashes_when(is_object)},
      {"null-is-empty", empty_when(is_null)},
      {"crashes-on-null", crashes_when(is_null)},
      {"crashes-on-number", crashes_when(is_number)},
      {"false-is-empty", empty_when(is_false)},
      {"empty-array-is-empty", empty_when(is_empty_array)},
      {"unwraps-array", unwraps(first_of_array)},
      {"unwraps-payload", unwraps(data_of_object)},
      {"opens-byte-array", unwraps(text_of_byte_array)},
  };
}

}  // namespace chefs::mutants
