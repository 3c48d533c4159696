// JSON spelling and reading held against node, one node process per test.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "contract/hex.h"
#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/random_source.h"
#include "tests/support/run_program.h"

namespace chefs::contract {
namespace {

// A line for judge_json.mjs, and what it should answer if we are right.
struct Question {
  std::string line;
  std::string ours;
};

void expect_node_agrees(const std::vector<Question>& questions) {
  std::string lines;
  for (const Question& question : questions) lines += question.line + "\n";

  const auto run = tests::run_node("tests/contract/judge_json.mjs", lines);

  ASSERT_EQ(run.exit_code, 0) << run.err;
  std::istringstream answers(run.out);
  for (const Question& question : questions) {
    std::string answer;
    ASSERT_TRUE(std::getline(answers, answer));
    ASSERT_EQ(answer, question.ours) << question.line;
  }
}

std::string hex_of(std::string_view text) { return to_hex(as_bytes(text)); }

std::string hex_of(std::uint64_t value, unsigned bits) {
  std::string hex;
  for (unsigned shift = bits; shift > 0; shift -= 4) {
    hex += "0123456789abcdef"[value >> (shift - 4) & 0xF];
  }
  return hex;
}

Question about_number(double number) {
  std::string ours;
  append_js_number(number, ours);
  return {"number " + hex_of(std::bit_cast<std::uint64_t>(number), 64), ours};
}

// The test's own WTF-8: each code unit apart, which stringify() must join.
Question about_units(const std::u16string& units) {
  std::string hex;
  std::string text;
  for (const char32_t unit : units) {
    hex += hex_of(unit, 16);
    if (unit < 0x80) {
      text += static_cast<char>(unit);
    } else if (unit < 0x800) {
      text += static_cast<char>(0xC0 | unit >> 6);
      text += static_cast<char>(0x80 | (unit & 0x3F));
    } else {
      text += static_cast<char>(0xE0 | unit >> 12);
      text += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
      text += static_cast<char>(0x80 | (unit & 0x3F));
    }
  }
  return {"units " + hex, stringify(Json(text))};
}

Question about_bytes(const std::string& bytes) {
  std::string ours;
  append_js_string(bytes, ours);
  return {"bytes " + hex_of(bytes), ours};
}

Question about_json(std::string_view text) {
  const auto parsed = parse_js_json(text);
  const Json* value = std::get_if<Json>(&parsed);
  return {"json " + hex_of(text),
          value == nullptr ? "refused" : stringify(*value)};
}

constexpr double kAwkwardNumbers[] = {0.0,
                                      -0.0,
                                      1.0,
                                      -1.0,
                                      0.1,
                                      0.1 + 0.2,
                                      0.5,
                                      1.5,
                                      100'000.0,
                                      1e5,
                                      1e20,
                                      1e21,
                                      -1e21,
                                      1.2e21,
                                      123'456'789'012'345'680'000.0,
                                      999'999'999'999'999'900'000.0,
                                      1e-5,
                                      1e-6,
                                      1e-7,
                                      1.5e-7,
                                      -1e-7,
                                      0.000'001'234,
                                      1e22,
                                      1e23,
                                      1e100,
                                      1e-100,
                                      9'007'199'254'740'991.0,
                                      9'007'199'254'740'992.0,
                                      9'007'199'254'740'994.0,
                                      4'294'967'296.0,
                                      1.7976931348623157e308,
                                      2.2250738585072014e-308,
                                      2.225073858507201e-308,
                                      5e-324,
                                      3.141592653589793,
                                      1.0 / 3.0,
                                      0.000'000'000'000'1,
                                      123.456,
                                      5e-7,
                                      4.35,
                                      0.3,
                                      2.5e-8,
                                      9.5367431640625e-7};

TEST(AgainstNode, NumbersThatAreAwkward) {
  std::vector<Question> questions;
  for (const double number : kAwkwardNumbers) {
    questions.push_back(about_number(number));
  }
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double number : {infinity, -infinity, std::nan("")}) {
    questions.push_back(about_number(number));
  }

  expect_node_agrees(questions);
}

TEST(AgainstNode, NumbersAroundEveryPowerOfTenAndTwo) {
  std::vector<Question> questions;
  const auto ask_around = [&questions](double number) {
    const double infinity = std::numeric_limits<double>::infinity();
    questions.push_back(about_number(number));
    questions.push_back(about_number(-number));
    questions.push_back(about_number(std::nextafter(number, infinity)));
    questions.push_back(about_number(std::nextafter(number, 0.0)));
  };
  for (int power = -323; power <= 308; ++power) {
    const std::string text = "1e" + std::to_string(power);
    ask_around(std::strtod(text.c_str(), nullptr));
  }
  for (int power = -1074; power <= 1023; ++power) {
    ask_around(std::ldexp(1.0, power));
  }

  expect_node_agrees(questions);
}

TEST(AgainstNode, NumbersOfRandomBits) {
  SeededRandom random(1, "numbers");
  std::vector<Question> questions;
  for (int i = 0; i < 5'000; ++i) {
    const std::uint64_t bits = random.below(std::uint64_t{1} << 63);
    questions.push_back(about_number(std::bit_cast<double>(bits)));
    questions.push_back(about_number(std::bit_cast<double>(bits >> 12)));
    questions.push_back(
        about_number(static_cast<double>(bits % 10'000'000) / 1'000.0));
  }

  expect_node_agrees(questions);
}

TEST(AgainstNode, StringsThatAreAwkward) {
  constexpr char16_t kEdges[] = {0x07FF, 0x0800, 0x2027, 0x2028, 0x2029,
                                 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF,
                                 0xE000, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF};
  constexpr char16_t kNeighbours[] = {0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x0041};
  std::vector<Question> questions;
  for (char16_t unit = 0; unit < 0x180; ++unit) {
    questions.push_back(about_units({unit}));
  }
  for (const char16_t unit : kEdges) {
    questions.push_back(about_units({unit}));
    questions.push_back(about_units({u'a', unit, u'z'}));
    for (const char16_t other : kNeighbours) {
      questions.push_back(about_units({unit, other}));
      questions.push_back(about_units({unit, other, unit, other}));
    }
  }
  questions.push_back(about_units({}));

  expect_node_agrees(questions);
}

TEST(AgainstNode, StringsOfRandomCodeUnits) {
  // Ranges in which the spelling differs: ASCII, control characters, Latin,
  // high surrogates, low surrogates, the rest.
  struct {
    std::uint64_t first;
    std::uint64_t count;
  } constexpr kRanges[] = {{0x20, 0x60},    {0x00, 0x20},    {0x80, 0x700},
                           {0xD800, 0x400}, {0xDC00, 0x400}, {0x800, 0xF800}};
  SeededRandom random(2, "strings");
  std::vector<Question> questions;
  for (int i = 0; i < 3'000; ++i) {
    std::u16string units;
    for (std::uint64_t length = random.below(20); length > 0; --length) {
      const auto& range = kRanges[random.below(std::size(kRanges))];
      units += static_cast<char16_t>(range.first + random.below(range.count));
    }
    questions.push_back(about_units(units));
  }

  expect_node_agrees(questions);
}

// Bytes that are a whole surrogate are left out: there we keep what node, which
// has no such strings of bytes, replaces.
bool holds_surrogate_bytes(std::string_view bytes) {
  for (std::size_t at = 0; at + 2 < bytes.size(); ++at) {
    const auto byte = [&](std::size_t offset) {
      return static_cast<unsigned char>(bytes[at + offset]);
    };
    if (byte(0) == 0xED && byte(1) >= 0xA0 && byte(1) < 0xC0 &&
        byte(2) >= 0x80 && byte(2) < 0xC0) {
      return true;
    }
  }
  return false;
}

TEST(AgainstNode, BytesThatAreNotUtf8) {
  constexpr unsigned char kBytes[] = {
      'a',  '"',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
      0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};
  SeededRandom random(3, "bytes");
  std::vector<Question> questions;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes;
    for (std::uint64_t length = random.below(7); length > 0; --length) {
      bytes += static_cast<char>(kBytes[random.below(std::size(kBytes))]);
    }
    if (!holds_surrogate_bytes(bytes)) questions.push_back(about_bytes(bytes));
  }

  expect_node_agrees(questions);
}

constexpr std::string_view kAwkwardJson[] = {
    R"({"b":1,"a":2,"10":3,"9":4,"01":5,"-1":6,"1.5":7})",
    R"({"4294967294":1,"4294967295":2,"4294967296":3,"0":4,"00":5})",
    R"({"2":1,"1":{"20":1,"3":{"x":1,"0":2}},"a":[{"7":0,"6":1}]})",
    R"({"a":1,"b":2,"a":3})",
    R"({"a":{"a":1,"a":2},"a":{"b":1,"b":{}}})",
    R"({"1":1,"0":0,"1":2})",
    R"({"":0," ":1,"__proto__":2,"constructor":3,"length":4})",
    R"({"\ud800":1,"\u2028":2,"\n":3,"\u0031":4,"\ud83d\ude00":5})",
    R"([1.0,1e2,1E+2,1e-2,100e-2,-0,-0.0,0e5,0.10,123456789012345678901234567890])",
    R"([1e308,1e309,-1e309,1e-323,1e-324,2e-324,3e-324,4.9e-324])",
    R"([9007199254740991,9007199254740992,9007199254740993,-9007199254740993])",
    R"([18446744073709551615,9223372036854775807,-9223372036854775808])",
    R"(["\ud800","\udc00\ud800","\ud800\udc00","\ud83dx\ude00","\u0000\u001f"])",
    R"("\"\\\/\b\f\n\r\t\u007f\u0080\u00A0\u00ad\ufeff\uFFFF")",
    " [ ] ",
    "\t{\r\n}\n",
    "null",
    "true",
    "\"\"",
    "1",
    "[[],{},[{}]]",
    "[1,]",
    "{\"a\":1,}",
    "[,]",
    "{\"a\"}",
    "'a'",
    "01",
    "1.",
    ".1",
    "1e",
    "+1",
    "-",
    "- 1",
    "0x1",
    "NaN",
    "tru",
    "nulll",
    "[1]x",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\t\"",
    "\"\x7F\"",
    "\v1",
    "\xC2\xA0"
    "1",
    "\xEF\xBB\xBF"
    "1",
    "",
    " ",
    "[",
    "{",
    "\"",
    "{\"a\":",
    "[1",
    "[1}",
    "\xFF",
    "\"\xED\xA0\x80\""};

TEST(AgainstNode, JsonTextThatIsAwkward) {
  std::vector<Question> questions;
  for (const std::string_view text : kAwkwardJson) {
    questions.push_back(about_json(text));
  }
  const std::string deep =
      std::string(2'000, '[') + "1" + std::string(2'000, ']');
  questions.push_back(about_json(deep));

  expect_node_agrees(questions);
}

TEST(AgainstNode, JsonTextWithRandomFaults) {
  constexpr std::string_view kText =
      R"({"meta":{"a":"\u00e9\ud83d\ude00","3":[1,-2.50e+3,0.1,true],"1":null},)"
      R"("meta":[{"x":"\"\\"},false,"é"],"2":{}})";
  constexpr std::string_view kReplacements =
      "{}[]\",:\\0123456789.eE+-utfn \n\x01";
  SeededRandom random(4, "faults");
  std::vector<Question> questions;
  for (int i = 0; i < 10'000; ++i) {
    std::string text(kText);
    for (std::uint64_t faults = 1 + random.below(3); faults > 0; --faults) {
      text[random.below(text.size())] =
          kReplacements[random.below(kReplacements.size())];
    }
    questions.push_back(about_json(text));
  }

  expect_node_agrees(questions);
}

}  // namespace
}  // namespace chefs::contract
