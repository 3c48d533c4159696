#include "consumer-kit/conformance/decryptor/difference.h"

#include <gtest/gtest.h>

#include "consumer-kit/conformance/report/shown_text.h"

namespace chefs::conformance {
namespace {

using namespace std::string_literals;

struct Example {
  std::string word;
  std::string expected;
  std::string given;
};

class ChangeBetween : public ::testing::TestWithParam<Example> {};

TEST_P(ChangeBetween, IsRecognised) {
  EXPECT_EQ(change_between(GetParam().expected, GetParam().given).word,
            GetParam().word);
}

INSTANTIATE_TEST_SUITE_P(
    All, ChangeBetween,
    ::testing::Values(
        Example{"empty", "text", ""},
        Example{"final-newline-added", "text", "text\n"},
        Example{"final-newline-added", "text", "text\r\n"},
        Example{"final-newline-lost", "text\n", "text"},
        Example{"trimmed", "  text\t", "text"},
        Example{"cut-at-nul", "be\0fore"s, "be"},
        Example{"nuls-lost", "be\0fore\0"s, "before"},
        Example{"line-ends-changed", "a\r\nb\rc", "a\nb\nc"},
        Example{"quoted", "say \"x\"", "\"say \\\"x\\\"\""},
        Example{"unquoted", "\"text\"", "text"},
        Example{"byte-order-mark-lost", "\xef\xbb\xbftext", "text"},
        Example{"encoded-twice", "né", "n\xc3\x83\xc2\xa9"},
        Example{"latin1", "né", "n\xe9"},
        Example{"non-ascii-replaced", "né鍵", "n??"},
        Example{"non-ascii-replaced", "né鍵", "n\xef\xbf\xbd\xef\xbf\xbd"},
        Example{"replaced-characters", "né鍵x", "n\xef\xbf\xbd鍵x"},
        Example{"in-hex", "text", "74657874"},
        Example{"in-base64", "text", "dGV4dA=="},
        Example{"json-rewritten", "{ \"a\" : 1.0 }", "{\"a\":1.0}"},
        Example{"case-changed", "Text", "TEXT"},
        Example{"cut", "a long text", "a long"},
        Example{"extended", "a text", "a text and more"},
        Example{"end-only", "a long text", "long text"},
        Example{"preceded", "text", "plaintext: text"},
        Example{"other", "text", "something else"}));

TEST(FirstDifference, IsTheFirstByteThatDiffers) {
  EXPECT_EQ(first_difference("abcd", "abXd"), 2u);
  EXPECT_EQ(first_difference("abcd", "ab"), 2u);
  EXPECT_EQ(first_difference("ab", "abcd"), 2u);
  EXPECT_EQ(first_difference("", "x"), 0u);
}

TEST(DrawDifference, ShowsAFewBytesToEitherSide) {
  const std::string expected(100, 'a');
  std::string given = expected;
  given[40] = 'X';

  const std::vector<Drawing> drawn = draw_difference(expected, given);

  ASSERT_EQ(drawn.size(), 2u);
  EXPECT_EQ(drawn[0].title, "expected, 100 bytes; first difference at byte 40");
  ASSERT_EQ(drawn[1].spans.size(), 4u);
  EXPECT_EQ(drawn[1].spans[0].text, "… 24 bytes … ");
  EXPECT_EQ(drawn[1].spans[1].text, std::string(16, 'a'));
  EXPECT_EQ(drawn[1].spans[2].text, "X" + std::string(15, 'a'));
  EXPECT_TRUE(drawn[1].spans[2].is_marked);
}

TEST(DrawDifference, SaysWhereAShortTextEnds) {
  EXPECT_EQ(draw_difference("abc", "ab")[1].spans.back().text, "(end)");
}

TEST(Shown, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(shown("a\x1b[31m\n\t\xff né"), "\"a\\x1b[31m\\n\\t\\xff né\"");
}

TEST(Shown, LeavesOutTheMiddleOfALongText) {
  const std::string text = "begin" + std::string(1'000, '-') + "end";

  const std::string line = shown(text, 30);

  EXPECT_TRUE(line.starts_with("\"begin---"));
  EXPECT_TRUE(line.ends_with("---end\" (1 008 bytes)")) << line;
}

TEST(Shown, SplitsNoCharacter) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "鍵";

  EXPECT_EQ(shown(text, 31).find("\\x"), std::string::npos);
}

TEST(CommandLine, QuotesWhatAShellWouldSplit) {
  EXPECT_EQ(command_line({"./d", "--key", "two words", "", "it's"}),
            "./d --key 'two words' '' 'it'\\''s'");
}

}  // namespace
}  // namespace chefs::conformance
