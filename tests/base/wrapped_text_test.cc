#include "base/wrapped_text.h"

#include <gtest/gtest.h>

namespace chefs::base {
namespace {

TEST(WrappedText, BreaksAtSpaces) {
  EXPECT_EQ(wrapped_text("one two three", 7), "one two\nthree");
  EXPECT_EQ(wrapped_text("one two three", 80), "one two three");
  EXPECT_EQ(wrapped_text("", 5), "");
}

TEST(WrappedText, KeepsLineEndsAndLongWords) {
  EXPECT_EQ(wrapped_text("a b\nc", 80), "a b\nc");
  EXPECT_EQ(wrapped_text("a longword b", 4), "a\nlongword\nb");
}

TEST(WrappedText, StartsTheOtherLinesBelowTheFirst) {
  EXPECT_EQ(wrapped_text("one two three", 12, "✗ is "),
            "✗ is one two\n     three");
  EXPECT_EQ(wrapped_text("one\n\ntwo\n", 80, "- "), "- one\n\n  two\n");
}

}  // namespace
}  // namespace chefs::base
