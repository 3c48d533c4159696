#include "producer/generator/component_words.h"

#include <algorithm>

#include "base/text.h"

namespace chefs::producer {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

std::string option_value(std::string_view label) {
  if (!std::all_of(label.begin(), label.end(), is_ascii)) {
    return std::string(label);
  }
  std::string value;
  bool starts_word = false;
  for (char c : label) {
    if (c == ' ') {
      starts_word = true;
      continue;
    }
    value += starts_word ? base::upper_case(c) : base::lower_case(c);
    starts_word = false;
  }
  return value;
}

}  // namespace chefs::producer
