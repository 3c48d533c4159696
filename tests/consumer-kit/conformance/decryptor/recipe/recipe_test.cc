// What recipes make, looked at through the catalogue that they stand in. Each
// expectation is worked out by hand from the valid text (the check's control):
// salt, iv, tag and ciphertext start at digits 0, 128, 160 and 192.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "base/environment_error.h"
#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"
#include "tests/consumer-kit/conformance/catalogue_copy.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using testing::ElementsAre;
using testing::IsEmpty;

// The catalogue with decrypt.tag.zeroed:zeros made by the recipe.
DecryptorInput input_of(const Json& recipe) {
  const tests::CatalogueCopy copy;
  Json check = {{"name", "zeros"}, {"expect", "reject"}};
  check.update(recipe);
  copy.set("tag.json", "/cases/2/checks/0", check);
  for (const DecryptorCase& c : load_decryptor_cases(copy.path())) {
    if (c.info.id == "decrypt.tag.zeroed") return c.checks.front().input();
  }
  throw std::logic_error("decrypt.tag.zeroed is not the third case");
}

DecryptorInput edited(const Json& edit) {
  return input_of({{"edits", Json::array({edit})}});
}

DecryptorInput text_edited(const Json& edit) {
  return input_of({{"text_edits", Json::array({edit})}});
}

std::string text_of(const DecryptorInput& input) {
  return input.data.get<std::string>();
}

TEST(Recipe, FlipsTheLowestBitOfTheFirstByteForBit0) {
  const DecryptorInput input =
      edited({{"op", "flip-bit"}, {"field", "tag"}, {"bit", 0}});

  std::string expected = input.control->data;
  const int byte = std::stoi(expected.substr(160, 2), nullptr, 16) ^ 1;
  expected.replace(161, 1, 1, "0123456789abcdef"[byte & 15]);
  EXPECT_EQ(text_of(input), expected);
  EXPECT_THAT(input.touched, ElementsAre(TextRange{160, 162}));
}

TEST(Recipe, FlipsTheHighestBitOfTheLastByteForTheLastBit) {
  const DecryptorInput input =
      edited({{"op", "flip-bit"}, {"field", "iv"}, {"bit", 127}});

  EXPECT_THAT(input.touched, ElementsAre(TextRange{158, 160}));
  const auto value = [&](const std::string& text) {
    return std::stoi(text.substr(158, 2), nullptr, 16);
  };
  EXPECT_EQ(value(text_of(input)) ^ value(input.control->data), 0x80);
}

TEST(Recipe, CutsWithinAField) {
  const DecryptorInput input =
      edited({{"op", "cut-in"}, {"field", "tag"}, {"keep", 4}});

  EXPECT_EQ(text_of(input), input.control->data.substr(0, 168));
  EXPECT_THAT(input.touched, ElementsAre(TextRange{168, 168}));
}

TEST(Recipe, FillsAField) {
  const DecryptorInput input =
      edited({{"op", "fill"}, {"field", "tag"}, {"byte", "a5"}});

  std::string expected = input.control->data;
  for (std::size_t i = 160; i < 192; i += 2) expected.replace(i, 2, "a5");
  EXPECT_EQ(text_of(input), expected);
}

TEST(Recipe, RemovesInsertsAppendsAndSwapsBytes) {
  const DecryptorInput removed = edited(
      {{"op", "remove"}, {"field", "ciphertext"}, {"from", 1}, {"bytes", 2}});
  const DecryptorInput inserted = edited(
      {{"op", "insert"}, {"field", "ciphertext"}, {"at", 1}, {"hex", "0a0b"}});
  const DecryptorInput appended = edited({{"op", "append"}, {"hex", "0c"}});
  const DecryptorInput swapped = edited({{"op", "swap"},
                                         {"field", "salt"},
                                         {"from", 0},
                                         {"with", 2},
                                         {"bytes", 2}});

  const std::string whole = removed.control->data;
  EXPECT_EQ(text_of(removed), whole.substr(0, 194) + whole.substr(198));
  EXPECT_EQ(text_of(inserted),
            whole.substr(0, 194) + "0a0b" + whole.substr(194));
  EXPECT_EQ(text_of(appended), whole + "0c");
  EXPECT_EQ(text_of(swapped),
            whole.substr(4, 4) + whole.substr(0, 4) + whole.substr(8));
}

TEST(Recipe, TakesAFieldFromAnotherSealing) {
  const DecryptorInput input =
      edited({{"op", "take"}, {"field", "iv"}, {"of", {{"iv", "b"}}}});
  const DecryptorInput other =
      input_of({{"seal", {{"iv", "b"}}},
                {"edits", {{{"op", "append"}, {"hex", "00"}}}}});

  EXPECT_EQ(text_of(input).substr(128, 32),
            other.control->data.substr(128, 32));
  EXPECT_EQ(text_of(input).substr(160), input.control->data.substr(160));
}

TEST(Recipe, PutsFieldsInAnotherOrder) {
  const DecryptorInput input =
      input_of({{"seal", {{"layout", {"salt", "iv", "ciphertext", "tag"}}}}});

  const std::string whole = input.control->data;
  EXPECT_EQ(text_of(input),
            whole.substr(0, 160) + whole.substr(192) + whole.substr(160, 32));
}

TEST(Recipe, TellsWhatAFlippedCiphertextWouldGive) {
  const DecryptorInput input =
      edited({{"op", "flip-bit"}, {"field", "ciphertext"}, {"bit", 5}});

  std::string expected = input.control->plaintext;
  expected[0] = static_cast<char>(expected[0] ^ 0x20);
  EXPECT_EQ(input.plaintext, expected);
}

TEST(Recipe, TellsWhatACutCiphertextWouldGive) {
  const DecryptorInput input =
      edited({{"op", "cut-in"}, {"field", "ciphertext"}, {"keep", 10}});

  EXPECT_EQ(input.plaintext, input.control->plaintext.substr(0, 10));
}

TEST(Recipe, MarksWhereATextWasPrefixed) {
  const DecryptorInput input = text_edited({{"op", "prepend"}, {"text", "0x"}});

  EXPECT_EQ(text_of(input), "0x" + input.control->data);
  EXPECT_THAT(input.touched, ElementsAre(TextRange{0, 2}));
}

TEST(Recipe, MovesMarksWithTheTextBehindAnInsertion) {
  const DecryptorInput input =
      input_of({{"edits", {{{"op", "fill"}, {"field", "iv"}, {"byte", "00"}}}},
                {"text_edits", {{{"op", "prepend"}, {"text", "\""}}}}});

  EXPECT_THAT(input.touched, ElementsAre(TextRange{129, 161}, TextRange{0, 1}));
}

TEST(Recipe, SeparatesDigits) {
  const DecryptorInput input =
      text_edited({{"op", "separate"}, {"every", 64}, {"with", "\n"}});

  const std::string whole = input.control->data;
  std::string expected;
  for (std::size_t at = 0; at < whole.size(); at += 64) {
    if (at > 0) expected += '\n';
    expected += whole.substr(at, 64);
  }
  EXPECT_EQ(text_of(input), expected);
}

TEST(Recipe, ReplacesTheFirstSuchDigitOfAField) {
  const DecryptorInput input = text_edited({{"op", "replace-digit"},
                                            {"field", "iv"},
                                            {"digit", "0"},
                                            {"with", "g"}});

  const std::string whole = input.control->data;
  std::string expected = whole;
  expected[whole.find('0', 128)] = 'g';
  EXPECT_EQ(text_of(input), expected);
}

TEST(Recipe, TurnsDigitsIntoThoseOfAnotherScript) {
  const DecryptorInput input =
      text_edited({{"op", "digits-from"}, {"zero", "٠"}});

  std::string expected;
  for (char c : input.control->data) {
    const bool is_digit = c >= '0' && c <= '9';
    // U+0660 … U+0669 are d9 a0 … d9 a9.
    expected += is_digit ? std::string("\xd9") + static_cast<char>(c + 0x70)
                         : std::string(1, c);
  }
  EXPECT_EQ(text_of(input), expected);
}

TEST(Recipe, WrapsDataInJson) {
  const DecryptorInput array = input_of({{"wrap", "array"}});
  const DecryptorInput payload = input_of({{"wrap", "payload"}});
  const DecryptorInput buffer = input_of({{"wrap", "node-buffer"}});

  EXPECT_EQ(array.data, Json::array({array.control->data}));
  EXPECT_EQ(payload.data, (Json{{"data", array.control->data}}));
  EXPECT_EQ(buffer.data.at("type"), "Buffer");
  EXPECT_EQ(buffer.data.at("data").size(), array.control->data.size() / 2);
}

TEST(Recipe, HandsLiteralDataOverWithoutAControl) {
  const DecryptorInput input = input_of({{"data", Json::object()}});

  EXPECT_EQ(input.data, Json::object());
  EXPECT_FALSE(input.control);
  EXPECT_THAT(input.touched, IsEmpty());
}

TEST(Recipe, ControlsAShortPlaintextByALongerOne) {
  const DecryptorInput input =
      input_of({{"seal", {{"plaintext", ""}}},
                {"edits", {{{"op", "append"}, {"hex", "00"}}}}});

  EXPECT_GE(input.control->plaintext.size(), 8u);
}

TEST(Recipe, SaysWhichCheckChangesWhatIsNotThere) {
  try {
    edited({{"op", "flip-bit"}, {"field", "tag"}, {"bit", 128}});
    FAIL() << "no error";
  } catch (const base::EnvironmentError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot make the input of decrypt.tag.zeroed:zeros: the field "
                 "tag has only 16 bytes; mend its recipe");
  }
}

}  // namespace
}  // namespace chefs::conformance
