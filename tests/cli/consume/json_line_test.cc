#include "cli/consume/json_line.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>

#include "contract/json.h"

namespace chefs::cli {
namespace {

using contract::Json;
using namespace std::string_view_literals;

TEST(JsonLine, HoldsItsMembersInTheirOrder) {
  JsonLine line;

  line.begin();
  line.add("seq", std::uint64_t{18'446'744'073'709'551'615u});
  line.add("outcome", "processed"sv);
  line.add("draft", std::optional(false));

  EXPECT_EQ(line.end(),
            "{\"seq\":18446744073709551615,\"outcome\":\"processed\",\"draft\":"
            "false}\n");
}

TEST(JsonLine, LeavesOutWhatHasNoValue) {
  JsonLine line;

  line.begin();
  line.add("draft", std::optional<bool>());
  line.add("plaintext", std::optional<std::string>());

  EXPECT_EQ(line.end(), "{}\n");
}

TEST(JsonLine, IsOneLineWhateverIsInAText) {
  const std::string text("a\n\"\\\0\x7f\xc3\xa9", 8);
  JsonLine line;

  line.begin();
  line.add("text", std::string_view(text));

  const std::string_view written = line.end();
  EXPECT_EQ(written.find('\n'), written.size() - 1);
  EXPECT_EQ(Json::parse(written).at("text"), text);
}

TEST(JsonLine, StaysJsonWhateverTheBytes) {
  JsonLine line;

  line.begin();
  line.add("text", "\xff|\xed\xa0\x80"sv);

  const std::string_view written = line.end();
  EXPECT_EQ(written, "{\"text\":\"\xef\xbf\xbd|\\ud800\"}\n");
}

TEST(JsonLine, BeginsAnew) {
  JsonLine line;
  line.begin();
  line.add("first", std::uint64_t{1});
  line.end();

  line.begin();
  line.add("second", std::uint64_t{2});

  EXPECT_EQ(line.end(), "{\"second\":2}\n");
}

}  // namespace
}  // namespace chefs::cli
