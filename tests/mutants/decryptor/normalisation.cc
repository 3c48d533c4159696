// composed() and decomposed() of text_tools.h.
// Source: UnicodeData.txt, the canonical decompositions of the Latin-1 letters;
// the Unicode standard, 3.12, for Hangul.
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "tests/mutants/decryptor/text_tools.h"

namespace chefs::mutants {
namespace {

struct Pair {
  char32_t base = 0;
  char32_t mark = 0;
};

// U+00C0 to U+00FF in order; a base of 0 stands for no decomposition.
constexpr char32_t kGrave = 0x300, kAcute = 0x301, kCircumflex = 0x302,
                   kTilde = 0x303, kDiaeresis = 0x308, kRing = 0x30A,
                   kCedilla = 0x327;
constexpr std::array<Pair, 32> kUpperHalf{{{'A', kGrave},
                                           {'A', kAcute},
                                           {'A', kCircumflex},
                                           {'A', kTilde},
                                           {'A', kDiaeresis},
                                           {'A', kRing},
                                           {},
                                           {'C', kCedilla},
                                           {'E', kGrave},
                                           {'E', kAcute},
                                           {'E', kCircumflex},
                                           {'E', kDiaeresis},
                                           {'I', kGrave},
                                           {'I', kAcute},
                                           {'I', kCircumflex},
                                           {'I', kDiaeresis},
                                           {},
                                           {'N', kTilde},
                                           {'O', kGrave},
                                           {'O', kAcute},
                                           {'O', kCircumflex},
                                           {'O', kTilde},
                                           {'O', kDiaeresis},
                                           {},
                                           {},
                                           {'U', kGrave},
                                           {'U', kAcute},
                                           {'U', kCircumflex},
                                           {'U', kDiaeresis},
                                           {'Y', kAcute},
                                           {},
                                           {}}};

constexpr char32_t kHangul = 0xAC00, kHangulEnd = 0xD7A4;
constexpr char32_t kLead = 0x1100, kVowel = 0x1161, kTail = 0x11A7;
constexpr char32_t kLeads = 19, kVowels = 21, kTails = 28;

std::optional<Pair> pair_of(char32_t code) {
  if (code == 0xFF) return Pair{'y', kDiaeresis};
  if (code >= 0xC0 && code <= 0xFF) {
    Pair pair = kUpperHalf[(code - 0xC0) % 32];
    if (pair.base == 0) return std::nullopt;
    if (code >= 0xE0) pair.base += 'a' - 'A';
    return pair;
  }
  if (code < kHangul || code >= kHangulEnd) return std::nullopt;
  const char32_t index = code - kHangul;
  const char32_t tail = index % kTails;
  if (tail != 0) return Pair{code - tail, kTail + tail};
  return Pair{kLead + index / kTails / kVowels,
              kVowel + index / kTails % kVowels};
}

bool is_between(char32_t code, char32_t first, char32_t count) {
  return code >= first && code < first + count;
}

std::optional<char32_t> joined(char32_t base, char32_t mark) {
  for (char32_t code = 0xC0; code <= 0xFF; ++code) {
    const auto pair = pair_of(code);
    if (pair && pair->base == base && pair->mark == mark) return code;
  }
  if (is_between(base, kLead, kLeads) && is_between(mark, kVowel, kVowels))
    return kHangul + ((base - kLead) * kVowels + (mark - kVowel)) * kTails;
  const bool is_open_syllable =
      is_between(base, kHangul, kHangulEnd - kHangul) &&
      (base - kHangul) % kTails == 0;
  if (is_open_syllable && is_between(mark, kTail + 1, kTails - 1))
    return base + (mark - kTail);
  return std::nullopt;
}

std::string spelled_apart(char32_t code) {
  const auto pair = pair_of(code);
  if (!pair) return utf8(code);
  return spelled_apart(pair->base) + utf8(pair->mark);
}

}  // namespace

std::string decomposed(std::string_view text) {
  return each_character(
      text, [](const Character& c) { return spelled_apart(c.code); });
}

std::string composed(std::string_view text) {
  std::vector<std::pair<char32_t, std::string>> result;
  for (const Character& character : characters_of(text)) {
    std::optional<char32_t> one;
    if (character.is_valid && !result.empty())
      one = joined(result.back().first, character.code);
    if (one)
      result.back() = {*one, utf8(*one)};
    else
      result.emplace_back(character.is_valid ? character.code : 0,
                          character.bytes);
  }
  std::string spelled;
  for (const auto& [code, bytes] : result) spelled += bytes;
  return spelled;
}

}  // namespace chefs::mutants
