#include "contract/size_rule.h"

#include <gtest/gtest.h>

#include "contract/stream_limits.h"

namespace chefs::contract {
namespace {

constexpr std::int64_t kMaxMsgSize = kDeployedLimits.max_msg_size_bytes;

EventMeta meta_with_source(std::string source) {
  EventMeta meta;
  meta.source = std::move(source);
  meta.event_class = "submission";
  meta.type = "created";
  meta.form_id = "f1";
  meta.submission_id = "s1";
  return meta;
}

// {"meta":{"source":"…","domain":"forms","class":"submission","type":"created",
// "formId":"f1","submissionId":"s1"},"payload":{"data":"…"}} without source and
// data, counted apart from the code.
constexpr std::size_t kEnvelopeBytes = 133;

// Sealed text is of even length; the source's length makes up for the rest.
PrivateMessage message_of_size(std::size_t size_bytes) {
  const std::size_t source_bytes = size_bytes % 2 == 0 ? 5 : 4;
  const std::string sealed(size_bytes - kEnvelopeBytes - source_bytes, 'a');
  return apply_size_rule(meta_with_source(std::string(source_bytes, 's')),
                         sealed, kMaxMsgSize);
}

TEST(SizeRule, AllowsTheDeployedLimitLessTheHeaderAllowance) {
  EXPECT_EQ(largest_private_message_bytes(kMaxMsgSize), 965'343);
}

TEST(SizeRule, SendsTheLargestMessageAsItIs) {
  const PrivateMessage message = message_of_size(965'343);

  EXPECT_FALSE(message.is_withheld);
  EXPECT_EQ(message.bytes.size(), 965'343U);
  EXPECT_EQ(message.measured_bytes, 965'343);
}

TEST(SizeRule, WithholdsThePayloadOneByteAbove) {
  const PrivateMessage message = message_of_size(965'344);

  EXPECT_TRUE(message.is_withheld);
  EXPECT_EQ(message.measured_bytes, 965'344);
  EXPECT_EQ(
      message.bytes,
      R"({"meta":{"source":"sssss","domain":"forms","class":"submission",)"
      R"("type":"created","formId":"f1","submissionId":"s1"},)"
      R"("payload":{"data":{}},"error":{"code":"MAX_MSG_SIZE",)"
      R"("message":"Message is 965344 bytes. This exceeds maximum allowed of )"
      R"(965343 bytes. Please download payload via API."}})");
}

TEST(SizeRule, CountsBytesNotCharacters) {
  const std::string two_byte_letters = "\u00e9\u00e9\u00e9\u00e9";
  const std::string sealed(100, 'a');
  const EventMeta meta = meta_with_source(two_byte_letters);
  const std::int64_t size = kEnvelopeBytes + 8 + 100;

  EXPECT_FALSE(apply_size_rule(meta, sealed, size + 1024).is_withheld);
  EXPECT_TRUE(apply_size_rule(meta, sealed, size + 1023).is_withheld);
}

}  // namespace
}  // namespace chefs::contract
