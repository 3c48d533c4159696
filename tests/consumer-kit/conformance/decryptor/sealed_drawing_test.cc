#include "consumer-kit/conformance/decryptor/sealed_drawing.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

std::string text_of(const Drawing& drawing) {
  std::string text;
  for (const DrawnSpan& span : drawing.spans) text += span.text;
  return text;
}

// 64 bytes of salt, 16 of iv, 16 of tag, 3 of ciphertext.
std::string sealed() {
  return std::string(128, 'a') + std::string(32, 'b') + std::string(32, 'c') +
         "dddddd";
}

TEST(DrawSealed, TellsTheFieldsApart) {
  const Drawing drawing = draw_sealed(sealed(), {});

  ASSERT_EQ(drawing.spans.size(), 4u);
  EXPECT_EQ(drawing.spans[0].role, "salt");
  EXPECT_EQ(drawing.spans[0].text, std::string(128, 'a'));
  EXPECT_EQ(drawing.spans[1].role, "iv");
  EXPECT_EQ(drawing.spans[2].role, "tag");
  EXPECT_EQ(drawing.spans[3].role, "ciphertext");
  EXPECT_EQ(text_of(drawing), sealed());
  EXPECT_EQ(drawing.title, "sent, 198 characters");
}

TEST(DrawSealed, MarksWhatWasTouched) {
  const Drawing drawing = draw_sealed(sealed(), {{160, 162}, {196, 198}});

  ASSERT_EQ(drawing.spans.size(), 6u);
  EXPECT_EQ(drawing.spans[2].text, "cc");
  EXPECT_TRUE(drawing.spans[2].is_marked);
  EXPECT_FALSE(drawing.spans[3].is_marked);
  EXPECT_EQ(drawing.spans[5].role, "ciphertext");
  EXPECT_TRUE(drawing.spans[5].is_marked);
}

TEST(DrawSealed, MarksAcrossTheEdgeOfAField) {
  const Drawing drawing = draw_sealed(sealed(), {{127, 129}});

  EXPECT_EQ(drawing.spans[1].role, "salt");
  EXPECT_TRUE(drawing.spans[1].is_marked);
  EXPECT_EQ(drawing.spans[2].role, "iv");
  EXPECT_TRUE(drawing.spans[2].is_marked);
}

TEST(DrawSealed, LeavesOutTheMiddleOfALongCiphertext) {
  const Drawing drawing = draw_sealed(sealed() + std::string(960'000, 'e'), {});

  EXPECT_LT(text_of(drawing).size(), 500u);
  EXPECT_EQ(drawing.spans[4].role, "gap");
}

TEST(DrawSealed, DrawsShortAndForeignData) {
  EXPECT_EQ(text_of(draw_sealed("", {})), "(nothing)");
  EXPECT_EQ(text_of(draw_sealed("zz", {})), "zz");
  EXPECT_EQ(text_of(draw_sealed(contract::Json::object(), {})), "{}");
  EXPECT_EQ(text_of(draw_sealed(std::string(100, 'a'), {{100, 128}})),
            std::string(100, 'a'));
}

}  // namespace
}  // namespace chefs::conformance
