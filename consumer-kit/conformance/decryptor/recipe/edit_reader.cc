#include "consumer-kit/conformance/decryptor/recipe/edit_reader.h"

#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/recipe/bytes.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

constexpr std::uint64_t kMostEditBytes = 1'000'000;
constexpr char32_t kLargestDigitZero = 0x1FFFF;

std::size_t read_size(const JsonPlace& edit, std::string_view key) {
  return static_cast<std::size_t>(edit.at(key).number(kMostEditBytes));
}

Field field_of(const JsonPlace& edit) { return read_field(edit.at("field")); }

char read_byte(const JsonPlace& place) {
  const std::string bytes = read_hex(place);
  if (bytes.size() != 1) place.fail("one byte in hex");
  return bytes.front();
}

// A text of one code point; the catalogue needs none beyond three bytes.
char32_t read_code_point(const JsonPlace& place) {
  for (char32_t c = 0x80; c <= kLargestDigitZero; ++c) {
    if (utf8_of(c) == place.words()) return c;
  }
  place.fail("the digit zero of another script");
}

char read_digit(const JsonPlace& place) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::string& text = place.words();
  if (text.size() != 1 || kDigits.find(text) == std::string_view::npos) {
    place.fail("a lower-case hex digit");
  }
  return text.front();
}

std::size_t read_every(const JsonPlace& place) {
  const auto every = static_cast<std::size_t>(place.number(kMostEditBytes));
  if (every == 0) place.fail("a number above 0");
  return every;
}

ReplaceDigit read_replace_digit(const JsonPlace& place) {
  place.allow_only({"op", "field", "digit", "place", "with"});
  return {.field = field_of(place),
          .digit = read_digit(place.at("digit")),
          .place = choice_or(
              place, "place", DigitPlace::kAny,
              {{"any", DigitPlace::kAny}, {"high", DigitPlace::kHigh}}),
          .with = place.at("with").words()};
}

}  // namespace

Field read_field(const JsonPlace& place) {
  return choice<Field>(place, {{"salt", Field::kSalt},
                               {"iv", Field::kIv},
                               {"tag", Field::kTag},
                               {"ciphertext", Field::kCiphertext}});
}

ByteEdit read_byte_edit(
    const JsonPlace& place,
    const std::function<Sealing(const JsonPlace&)>& read_sealing) {
  const std::string op = place.at("op").words();
  const auto size = [&](std::string_view key) { return read_size(place, key); };
  if (op == "flip-bit") {
    place.allow_only({"op", "field", "bit"});
    return FlipBit{field_of(place), size("bit")};
  }
  if (op == "invert") {
    place.allow_only({"op", "field", "from", "bytes"});
    return Invert{field_of(place), size("from"), size("bytes")};
  }
  if (op == "fill") {
    place.allow_only({"op", "field", "byte"});
    return Fill{field_of(place), read_byte(place.at("byte"))};
  }
  if (op == "take") {
    place.allow_only({"op", "field", "of"});
    return Take{field_of(place), read_sealing(place.at("of"))};
  }
  if (op == "cut-in") {
    place.allow_only({"op", "field", "keep"});
    return CutIn{field_of(place), size("keep")};
  }
  if (op == "append") {
    place.allow_only({"op", "hex"});
    return Append{read_hex(place.at("hex"))};
  }
  if (op == "insert") {
    place.allow_only({"op", "field", "at", "hex"});
    return Insert{field_of(place), size("at"), read_hex(place.at("hex"))};
  }
  if (op == "remove") {
    place.allow_only({"op", "field", "from", "bytes"});
    return Remove{field_of(place), size("from"), size("bytes")};
  }
  if (op == "swap") {
    place.allow_only({"op", "field", "from", "with", "bytes"});
    return Swap{field_of(place), size("from"), size("with"), size("bytes")};
  }
  place.at("op").fail(
      "flip-bit, invert, fill, take, cut-in, append, insert, remove or swap");
}

TextEdit read_text_edit(const JsonPlace& place) {
  const std::string op = place.at("op").words();
  if (op == "upper-case") {
    place.allow_only({"op"});
    return UpperCase{};
  }
  if (op == "mixed-case") {
    place.allow_only({"op"});
    return MixedCase{};
  }
  if (op == "remove-characters") {
    place.allow_only({"op", "at", "count"});
    return RemoveCharacters{read_size(place, "at"), read_size(place, "count")};
  }
  if (op == "remove-last-character") {
    place.allow_only({"op"});
    return RemoveLastCharacter{};
  }
  if (op == "append") {
    place.allow_only({"op", "text"});
    return AppendText{place.at("text").words()};
  }
  if (op == "prepend") {
    place.allow_only({"op", "text"});
    return PrependText{place.at("text").words()};
  }
  if (op == "replace-digit") return read_replace_digit(place);
  if (op == "digits-from") {
    place.allow_only({"op", "zero"});
    return DigitsFrom{read_code_point(place.at("zero"))};
  }
  if (op == "separate") {
    place.allow_only({"op", "every", "with"});
    return Separate{read_every(place.at("every")), place.at("with").words()};
  }
  place.at("op").fail(
      "upper-case, mixed-case, remove-characters, remove-last-character, "
      "append, prepend, replace-digit, digits-from or separate");
}

}  // namespace chefs::conformance
