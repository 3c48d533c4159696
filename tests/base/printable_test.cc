#include "base/printable.h"

#include <gtest/gtest.h>

#include <string>

namespace chefs::base {
namespace {

TEST(Printable, LeavesTextInAnyScriptAlone) {
  EXPECT_EQ(printable("Grüße, 東京 \xC2\xA0!"), "Grüße, 東京 \xC2\xA0!");
}

TEST(Printable, TakesWhatSteersATerminalOut) {
  EXPECT_EQ(printable("a\x1b[31mb\r\n\t\x7f"), "a?[31mb????");
  EXPECT_EQ(printable(std::string("\0", 1)), "?");
}

// U+009B starts a command as ESC [ does.
TEST(Printable, TakesControlCharactersOfTwoBytesOut) {
  EXPECT_EQ(printable("a\xC2\x9B"
                      "31mb"),
            "a??31mb");
  EXPECT_EQ(printable("a\xC2"), "a\xC2");
}

}  // namespace
}  // namespace chefs::base
