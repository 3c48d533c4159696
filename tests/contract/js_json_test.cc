#include "contract/js_json.h"

#include <gtest/gtest.h>

#include <limits>

#include "contract/json.h"

namespace chefs::contract {
namespace {

// What ECMA-262 says, worked out by hand. js_json_node_test.cc asks node about
// far more.
TEST(Stringify, SpellsTheExampleOfTheHeader) {
  EXPECT_EQ(stringify(Json{{"n", 1.0}, {"big", 1e21}}),
            R"({"n":1,"big":1e+21})");
}

TEST(Stringify, AppendsToWhatIsThere) {
  std::string text = "x";

  append_stringified(Json::parse(R"([{},[],"",{"a":[1]}])"), text);

  EXPECT_EQ(text, R"(x[{},[],"",{"a":[1]}])");
}

TEST(Stringify, RoundsIntegersBeyond2To53AsADouble) {
  EXPECT_EQ(stringify(Json(std::uint64_t{9'007'199'254'740'993})),
            "9007199254740992");
  EXPECT_EQ(stringify(Json(std::numeric_limits<std::uint64_t>::max())),
            "18446744073709552000");
  EXPECT_EQ(stringify(Json(std::numeric_limits<std::int64_t>::min())),
            "-9223372036854776000");
}

TEST(Stringify, WritesNullForWhatIsNoNumber) {
  const double infinity = std::numeric_limits<double>::infinity();

  EXPECT_EQ(stringify(Json::array({infinity, -infinity,
                                   std::numeric_limits<double>::quiet_NaN()})),
            "[null,null,null]");
}

TEST(Stringify, WritesMinusZeroWithoutItsSign) {
  EXPECT_EQ(stringify(Json(-0.0)), "0");
}

TEST(Stringify, PutsArrayIndicesFirst) {
  EXPECT_EQ(stringify(Json{{"b", 0}, {"10", 1}, {"a", 2}, {"9", 3}, {"01", 4}}),
            R"({"9":3,"10":1,"b":0,"a":2,"01":4})");
}

TEST(Stringify, EscapesALoneSurrogateAndJoinsAPair) {
  EXPECT_EQ(stringify(Json("\xED\xA0\x80")), R"("\ud800")");
  EXPECT_EQ(stringify(Json("\xED\xBF\xBF!")), R"("\udfff!")");
  EXPECT_EQ(stringify(Json("\xED\xA0\xBD\xED\xB8\x80")), "\"\U0001F600\"");
  EXPECT_EQ(stringify(Json("\xED\xB8\x80\xED\xA0\xBD")), R"("\ude00\ud83d")");
}

TEST(Stringify, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(stringify(Json("a\xFF"
                           "b\xC3")),
            "\"a\uFFFDb\uFFFD\"");
}

TEST(Stringify, LeavesDeleteAndLineSeparatorsAlone) {
  EXPECT_EQ(stringify(Json("\x7F\u2028\u2029/")), "\"\x7F\u2028\u2029/\"");
}

TEST(Stringify, SurvivesDepth) {
  constexpr std::size_t kLevels = 10'000;
  Json deep = 1;
  for (std::size_t i = 0; i < kLevels; ++i) {
    Json outer = Json::object();
    outer["a"] = std::move(deep);
    deep = std::move(outer);
  }

  const std::string text = stringify(deep);

  EXPECT_EQ(text.size(), kLevels * 6 + 1);
}

}  // namespace
}  // namespace chefs::contract
