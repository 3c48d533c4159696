#include "consumer-kit/conformance/proxy/ack_subject.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

TEST(AckSubject, TellsSequenceAndDeliveryCountOfTheNineTokenForm) {
  const auto told = parse_ack_subject(
      "$JS.ACK.CHEFS.my-durable.2.17.4.1700000000123456789.3");

  ASSERT_TRUE(told.has_value());
  EXPECT_EQ(told->delivered_times, 2u);
  EXPECT_EQ(told->stream_sequence, 17u);
}

TEST(AckSubject, TellsTheSameOfTheFormWithDomainAndAccount) {
  const auto eleven = parse_ack_subject(
      "$JS.ACK.hub.ACCHASH.CHEFS.my-durable.1.18.5.1700000000123456789.0");
  const auto twelve = parse_ack_subject(
      "$JS.ACK._.ACCHASH.CHEFS.my-durable.3.19.5.1700000000123456789.0.x9");

  ASSERT_TRUE(eleven.has_value());
  EXPECT_EQ(eleven->delivered_times, 1u);
  EXPECT_EQ(eleven->stream_sequence, 18u);
  ASSERT_TRUE(twelve.has_value());
  EXPECT_EQ(twelve->delivered_times, 3u);
  EXPECT_EQ(twelve->stream_sequence, 19u);
}

TEST(AckSubject, IsNotAnythingElse) {
  for (const char* subject :
       {"", "$JS.ACK.", "$JS.ACK.CHEFS.d.1.2.3.4", "$JS.ACK.CHEFS.d.1.2.3.4.x",
        "$JS.ACK.CHEFS.d.1.-2.3.4.5", "_INBOX.abc.1",
        "$JS.ACK.CHEFS.d.1.2.3.4.", "$JS.ACK.CHEFS.d.1.2.3.4.5.6",
        "$JS.ACK.a.b.c.d.1.2.3.4.5.6.7.8.9.10.11"}) {
    EXPECT_FALSE(parse_ack_subject(subject).has_value()) << subject;
  }
}

}  // namespace
}  // namespace chefs::conformance
