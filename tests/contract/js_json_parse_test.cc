#include "contract/js_json_parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "contract/js_json.h"

namespace chefs::contract {
namespace {

using testing::HasSubstr;

Json parse(std::string_view text) {
  return std::get<Json>(parse_js_json(text));
}

std::string spelled_again(std::string_view text) {
  return stringify(parse(text));
}

TEST(JsJsonParse, ReadsEveryKindOfValue) {
  EXPECT_EQ(spelled_again(" { \"a\" : [ 1 , -2.5 , true ,\tfalse,\r\nnull ] ,"
                          "\"b\":{},\"c\":[],\"d\":\"\"} "),
            R"({"a":[1,-2.5,true,false,null],"b":{},"c":[],"d":""})");
}

TEST(JsJsonParse, KeepsTheLastOfKeysThatAreAlikeAtThePlaceOfTheFirst) {
  EXPECT_EQ(spelled_again(R"({"a":1,"b":2,"a":3,"c":4,"b":5,"a":6})"),
            R"({"a":6,"b":5,"c":4})");
}

TEST(JsJsonParse, ReadsEscapes) {
  EXPECT_EQ(parse(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u2028")"),
            Json("\"\\/\b\f\n\r\tA\u00e9\u2028"));
}

TEST(JsJsonParse, JoinsEscapedSurrogatesAndKeepsLoneOnes) {
  EXPECT_EQ(parse(R"("\ud83d\uDE00")"), Json("\U0001F600"));
  EXPECT_EQ(parse(R"("\ud83d")"), Json("\xED\xA0\xBD"));
  EXPECT_EQ(parse(R"("\ude00x")"), Json("\xED\xB8\x80x"));
  EXPECT_EQ(parse(R"("\ud83d\u0041")"), Json("\xED\xA0\xBD"
                                             "A"));
  EXPECT_EQ(parse(R"("\ud83d\ud83d\ude00")"), Json("\xED\xA0\xBD\U0001F600"));
}

TEST(JsJsonParse, HoldsWholeNumbersUpTo2To53AsIntegers) {
  EXPECT_TRUE(parse("9007199254740992").is_number_integer());
  EXPECT_TRUE(parse("-9007199254740992").is_number_integer());
  EXPECT_TRUE(parse("9007199254740993").is_number_float());
  EXPECT_EQ(parse("12").get<int>(), 12);
}

TEST(JsJsonParse, ReadsNumbersOutsideTheRangeOfADouble) {
  const std::string zeros(400, '0');

  EXPECT_TRUE(std::isinf(parse("1e309").get<double>()));
  EXPECT_TRUE(std::isinf(parse("-1" + zeros).get<double>()));
  EXPECT_TRUE(std::isinf(parse("1e99999999999999999999").get<double>()));
  EXPECT_EQ(parse("1e-400").get<double>(), 0.0);
  EXPECT_EQ(parse("0." + zeros + "1").get<double>(), 0.0);
  EXPECT_EQ(parse("1e-99999999999999999999").get<double>(), 0.0);
  EXPECT_EQ(parse("0e999").get<double>(), 0.0);
  EXPECT_EQ(parse("0." + zeros + "1e401").get<double>(), 1.0);
  EXPECT_TRUE(std::signbit(parse("-0").get<double>()));
}

TEST(JsJsonParse, RefusesWhatIsNotJson) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[",
                                      "}",
                                      "]",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{'a':1}",
                                      "{\"a\":1]",
                                      "[1}",
                                      "01",
                                      "-",
                                      "+1",
                                      ".5",
                                      "1.",
                                      "1e",
                                      "1e+",
                                      "-01",
                                      "0x10",
                                      "NaN",
                                      "Infinity",
                                      "tru",
                                      "True",
                                      "nul",
                                      "\"",
                                      "\"a",
                                      "\"\\",
                                      "\"\\x41\"",
                                      "\"\\u12\"",
                                      "\"\\u12g4\"",
                                      "\"\\ud83d\\u\"",
                                      "\"\n\"",
                                      "\"\t\"",
                                      "1 2",
                                      "{} x",
                                      "// c\n1",
                                      "[1]\v",
                                      "\xEF\xBB\xBF"
                                      "1",
                                      "\"\xC3\"",
                                      "\"\xED\xA0\x80\"",
                                      "\"\xC0\x80\"",
                                      "\xA0"
                                      "1"}) {
    EXPECT_TRUE(std::holds_alternative<JsonFault>(parse_js_json(text))) << text;
  }
  const std::string_view with_nul("1\0", 2);
  EXPECT_TRUE(std::holds_alternative<JsonFault>(parse_js_json(with_nul)));
}

TEST(JsJsonParse, SaysWhereAndWhy) {
  const auto fault = std::get<JsonFault>(parse_js_json("{\"a\":1 \"b\":2}"));

  EXPECT_EQ(fault.offset_bytes, 7U);
  EXPECT_THAT(fault.text, HasSubstr("byte 7: a comma or }"));
}

TEST(JsJsonParse, SurvivesDepth) {
  constexpr std::size_t kLevels = 100'000;
  std::string objects;
  for (std::size_t i = 0; i < kLevels; ++i) objects += "{\"a\":";
  objects += "1" + std::string(kLevels, '}');
  const std::string arrays =
      std::string(kLevels, '[') + std::string(kLevels, ']');

  EXPECT_EQ(spelled_again(objects), objects);
  EXPECT_EQ(spelled_again(arrays), arrays);
}

}  // namespace
}  // namespace chefs::contract
