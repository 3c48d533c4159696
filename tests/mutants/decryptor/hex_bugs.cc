// Bugs in how the text becomes bytes.
#include <algorithm>
#include <cstdlib>

#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/text_tools.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;
using Decode = std::function<std::optional<Bytes>(const std::string&)>;

// Hex all the same, of a text that was changed before.
PutInto mends_text(std::function<std::string(const std::string&)> change) {
  return [change](Steps& steps) {
    steps.decode = [change](const std::string& text) {
      return from_hex(change(text));
    };
  };
}

PutInto refuses_text(std::function<bool(const std::string&)> test) {
  return [test](Steps& steps) {
    steps.decode = [test](const std::string& text) -> std::optional<Bytes> {
      if (test(text)) return std::nullopt;
      return from_hex(text);
    };
  };
}

// What is no hex is tried as something else.
PutInto falls_back_to(Decode decode) {
  return [decode](Steps& steps) {
    steps.decode = [decode](const std::string& text) {
      const auto bytes = from_hex(text);
      return bytes ? bytes : decode(text);
    };
  };
}

bool has(const std::string& text, char first, char last) {
  return std::any_of(text.begin(), text.end(),
                     [first, last](char c) { return c >= first && c <= last; });
}

bool has_upper_case(const std::string& text) { return has(text, 'A', 'F'); }
bool has_both_cases(const std::string& text) {
  return has_upper_case(text) && has(text, 'a', 'f');
}

std::string without_odd_digit(const std::string& text) {
  return text.substr(0, text.size() / 2 * 2);
}

std::string padded(const std::string& text) {
  return text.size() % 2 == 0 ? text : '0' + text;
}

std::string until_garbage(const std::string& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_hex_digit);
  return without_odd_digit(std::string(text.begin(), end));
}

std::string foreign_as_zero(const std::string& text) {
  std::string result;
  for (const Character& c : characters_of(text))
    result += is_hex_digit(c.bytes.front()) ? c.bytes.front() : '0';
  return result;
}

std::string only_hex(std::string text) {
  std::erase_if(text, [](char c) { return !is_hex_digit(c); });
  return text;
}

std::string without_white_space(std::string text) {
  std::erase_if(text, [](char c) {
    return kWhiteSpace.find(c) != std::string_view::npos;
  });
  return text;
}

// Digits of a few other scripts, by their zero; full-width letters.
std::string with_ascii_digits(const std::string& text) {
  return each_character(text, [](const Character& c) {
    for (const char32_t zero : {0x660u, 0x6F0u, 0x966u, 0xFF10u})
      if (c.code >= zero && c.code < zero + 10)
        return utf8('0' + c.code - zero);
    for (const char32_t a : {0xFF21u, 0xFF41u})
      if (c.code >= a && c.code < a + 6) return utf8('a' + c.code - a);
    return std::string(c.bytes);
  });
}

std::string without_prefix(const std::string& text) {
  return text.starts_with("0x") || text.starts_with("0X") ? text.substr(2)
                                                          : text;
}

std::optional<Bytes> signed_pairs(const std::string& text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const std::string pair = text.substr(i, 2);
    char* end = nullptr;
    const long value = std::strtol(pair.c_str(), &end, 16);
    if (end != pair.c_str() + 2) return std::nullopt;
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::optional<Bytes> decoded_twice(const std::string& text) {
  const auto once = from_hex(text);
  if (!once || once->empty()) return once;
  const auto twice = from_hex(*once);
  return twice ? twice : once;
}

// The bytes of a number, which has no zeros in front.
std::optional<Bytes> big_integer(const std::string& text) {
  const auto bytes = from_hex(text);
  if (!bytes) return std::nullopt;
  return bytes->substr(std::min(bytes->find_first_not_of('\0'), bytes->size()));
}

// Those of one that would read as negative get a zero in front.
std::optional<Bytes> signed_big_integer(const std::string& text) {
  auto bytes = from_hex(text);
  const bool has_high_bit =
      bytes && !bytes->empty() && (bytes->front() & '\x80') != 0;
  if (has_high_bit) bytes->insert(0, 1, '\0');
  return bytes;
}

PutInto decodes(Decode decode) {
  return [decode](Steps& steps) { steps.decode = decode; };
}

// Each character a byte, as Latin-1 has them; text that is beyond, as it is.
std::optional<Bytes> raw_bytes(const std::string& text) {
  Bytes bytes;
  for (const Character& c : characters_of(text)) {
    if (!c.is_valid || c.code > 0xFF) return text;
    bytes += static_cast<char>(c.code);
  }
  return bytes;
}

}  // namespace

std::vector<Bug> hex_bugs() {
  return {
      {"requires-lower-case-hex", refuses_text(has_upper_case)},
      {"requires-one-case-of-hex", refuses_text(has_both_cases)},
      {"ignores-odd-digit", mends_text(without_odd_digit)},
      {"pads-odd-hex", mends_text(padded)},
      {"ignores-trailing-garbage", mends_text(until_garbage)},
      {"foreign-letter-as-zero", mends_text(foreign_as_zero)},
      {"skips-non-hex", mends_text(only_hex)},
      {"skips-hex-white-space", mends_text(without_white_space)},
      {"unicode-digits", mends_text(with_ascii_digits)},
      {"signed-hex-pairs", decodes(signed_pairs)},
      {"accepts-0x-prefix", mends_text(without_prefix)},
      {"accepts-base64", falls_back_to(from_base64)},
      {"accepts-base64url", falls_back_to(from_base64url)},
      {"decodes-hex-twice", decodes(decoded_twice)},
      {"strips-quotes", mends_text(unquoted)},
      {"accepts-raw-bytes", falls_back_to(raw_bytes)},
      {"big-integer-hex", decodes(big_integer)},
      {"signed-big-integer-hex", decodes(signed_big_integer)},
  };
}

}  // namespace chefs::mutants
