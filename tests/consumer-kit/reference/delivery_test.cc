#include "consumer-kit/reference/delivery.h"

#include <gtest/gtest.h>

namespace chefs::consumer {
namespace {

TEST(AckSubject, TellsSequencesTimeAndDeliveries) {
  const auto info = parse_ack_subject(
      "$JS.ACK.CHEFS.my-durable.2.17.4.1700000000123456789.3");

  ASSERT_TRUE(info);
  EXPECT_EQ(info->delivered_times, 2u);
  EXPECT_EQ(info->stream_sequence, 17u);
  EXPECT_EQ(info->consumer_sequence, 4u);
  EXPECT_EQ(base::format_utc(info->stored_at),
            "2023-11-14T22:13:20.123456789Z");
  EXPECT_EQ(info->pending, 3u);
}

TEST(AckSubject, IsReadWithDomainAndAccountToo) {
  const auto info = parse_ack_subject(
      "$JS.ACK.hub.ACCHASH.CHEFS.my-durable.1.18.5.1700000000123456789.0.x9");

  ASSERT_TRUE(info);
  EXPECT_EQ(info->delivered_times, 1u);
  EXPECT_EQ(info->stream_sequence, 18u);
  EXPECT_EQ(info->pending, 0u);
}

TEST(AckSubject, IsNothingElse) {
  for (const auto* text :
       {"", "$JS.ACK.", "$JS.ACK.CHEFS.d.1.2.3.4", "$JS.ACK.CHEFS.d.1.2.3.4.x",
        "$JS.ACK.CHEFS.d.1.-2.3.4.5", "_INBOX.abc.1",
        "$JS.ACK.CHEFS.d.1.2.3.4.5.6"}) {
    EXPECT_FALSE(parse_ack_subject(text)) << text;
  }
}

}  // namespace
}  // namespace chefs::consumer
