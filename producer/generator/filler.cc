#include "producer/generator/filler.h"

#include <array>
#include <string_view>

#include "producer/generator/component_words.h"

namespace chefs::producer {
namespace {

constexpr std::array<std::string_view, 16> kWords = {
    "culvert", "permit",  "orchard", "ferry",   "meeting", "review",
    "harbour", "station", "water",   "licence", "trail",   "office",
    "river",   "notice",  "bridge",  "safety"};

}  // namespace

std::string filler_text(std::int64_t bytes, contract::RandomSource& random) {
  const auto size = static_cast<std::size_t>(bytes);
  std::string text;
  text.reserve(size + 16);
  // One draw gives sixteen words: filling a megabyte must not take long.
  while (text.size() < size) {
    std::uint64_t draw = random.below(~std::uint64_t{0});
    for (int i = 0; i < 16 && text.size() < size; ++i, draw >>= 4) {
      text += kWords[draw & 15];
      text += ' ';
    }
  }
  text.resize(size);
  return text;
}

}  // namespace chefs::producer
