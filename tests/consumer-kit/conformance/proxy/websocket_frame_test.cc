#include "consumer-kit/conformance/proxy/websocket_frame.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

using namespace std::string_literals;

TEST(WebsocketFrame, ReadsTheExamplesOfTheStandard) {
  // RFC 6455, 5.7: "Hello" without and with a mask.
  const std::string plain = "\x81\x05\x48\x65\x6c\x6c\x6f"s;
  const std::string masked = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"s;

  const auto of_plain = parse_frame_header(plain);
  const auto of_masked = parse_frame_header(masked);

  ASSERT_TRUE(of_plain && of_masked);
  EXPECT_EQ(of_plain->payload_bytes, 5u);
  EXPECT_EQ(plain.substr(of_plain->header_bytes), "Hello");
  EXPECT_FALSE(of_plain->is_control());
  std::string hello;
  unmask(std::string_view(masked).substr(of_masked->header_bytes),
         of_masked->mask, hello);
  EXPECT_EQ(hello, "Hello");
}

TEST(WebsocketFrame, ReadsLengthsOfTwoAndEightBytes) {
  // RFC 6455, 5.7: 256 and 65 536 bytes of binary data, not masked.
  const auto of_256 = parse_frame_header("\x82\x7e\x01\x00"s);
  const auto of_64k =
      parse_frame_header("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00"s);

  ASSERT_TRUE(of_256 && of_64k);
  EXPECT_EQ(of_256->header_bytes, 4u);
  EXPECT_EQ(of_256->payload_bytes, 256u);
  EXPECT_EQ(of_64k->header_bytes, 10u);
  EXPECT_EQ(of_64k->payload_bytes, 65'536u);
}

TEST(WebsocketFrame, WaitsForTheWholeHeader) {
  const std::string header =
      "\x82\xff\x00\x00\x00\x00\x00\x01\x00\x00\x01\x02\x03\x04"s;

  for (std::size_t size = 0; size < header.size(); ++size) {
    EXPECT_FALSE(parse_frame_header(header.substr(0, size))) << size;
  }
  EXPECT_TRUE(parse_frame_header(header));
}

TEST(WebsocketFrame, UnmasksEveryLength) {
  const std::string text = "0123456789abcdefghi";
  const std::array<char, 4> mask{'\x11', '\x22', '\x33', '\x44'};
  for (std::size_t size = 0; size <= text.size(); ++size) {
    std::string masked = text.substr(0, size);
    for (std::size_t i = 0; i < size; ++i) {
      masked[i] = static_cast<char>(masked[i] ^ mask[i % 4]);
    }

    std::string out = "what was there before, and longer than any of these";
    unmask(masked, mask, out);

    EXPECT_EQ(out, text.substr(0, size));
  }
}

TEST(WebsocketFrame, MakesFramesThatBothSidesMaySend) {
  EXPECT_EQ(make_frame(0x82, "ab", FrameFrom::kServer),
            "\x82\x02"
            "ab"s);
  EXPECT_EQ(make_frame(0x82, "ab", FrameFrom::kProgram),
            "\x82\x82\x00\x00\x00\x00"
            "ab"s);
  EXPECT_EQ(make_frame(0x82, std::string(126, 'x'), FrameFrom::kServer),
            "\x82\x7e\x00\x7e"s + std::string(126, 'x'));
  EXPECT_EQ(make_frame(0x82, std::string(65'536, 'x'), FrameFrom::kServer)
                .substr(0, 10),
            "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00"s);
}

TEST(WebsocketFrame, JoinsWholeMessagesAndLeavesAllElseWhereItWas) {
  constexpr std::uint8_t kBinary = kFinBit | kBinaryFrame;
  const auto from_server = [](std::uint8_t first_byte, const char* payload) {
    return make_frame(first_byte, payload, FrameFrom::kServer);
  };
  const std::string ping = from_server(kFinBit | kPingFrame, "x");
  const std::string begin = from_server(kBinaryFrame, "c");
  const std::string end = from_server(kFinBit | kContinuationFrame, "d");

  EXPECT_EQ(
      joined_frames(from_server(kBinary, "a") + from_server(kBinary, "b") +
                    ping + from_server(kBinary, "e") + begin + end),
      from_server(kBinary, "ab") + ping + from_server(kBinary, "e") + begin +
          end);
}

TEST(WebsocketFrame, KnowsTheCodeOfAClose) {
  // 1011 is 0x03F3.
  EXPECT_EQ(make_close_frame(1'011, FrameFrom::kServer), "\x88\x02\x03\xf3"s);
  EXPECT_EQ(close_code_of("\x03\xf3why"s), 1'011);
  EXPECT_EQ(close_code_of(""), 1'005);
}

}  // namespace
}  // namespace chefs::conformance
