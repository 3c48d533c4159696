#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "producer/server/stream.h"

namespace chefs::producer {
namespace {

using contract::kLocalLimits;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What a server tells of a stream with the local limits; times in nanoseconds.
class StreamComparison : public ::testing::Test {
 protected:
  StreamComparison() {
    jsStreamConfig_Init(&found_);
    found_.Name = "CHEFS";
    found_.Subjects = subjects_;
    found_.SubjectsLen = 2;
    found_.Storage = js_FileStorage;
    found_.Retention = js_LimitsPolicy;
    found_.Discard = js_DiscardOld;
    found_.MaxAge = 900'000'000'000;
    found_.MaxBytes = 966'367'641;
    found_.MaxMsgs = 1'000;
    found_.MaxMsgSize = 966'367;
    found_.MaxMsgsPerSubject = -1;
    found_.MaxConsumers = -1;
    found_.Duplicates = 60'000'000'000;
    found_.Replicas = 1;
  }

  const char* subjects_[2] = {"PUBLIC.forms.>", "PRIVATE.forms.>"};
  jsStreamConfig found_;
};

TEST_F(StreamComparison, FindsNoDifferenceInTheSame) {
  EXPECT_THAT(compare_stream(kLocalLimits, found_), IsEmpty());
}

TEST_F(StreamComparison, NamesEachLimitThatDiffers) {
  contract::StreamLimits wanted = kLocalLimits;
  wanted.max_age_ms = 60'000;
  wanted.max_bytes = -1;
  wanted.max_msgs = 5;
  wanted.max_msg_size_bytes = 6;
  wanted.duplicate_window_ms = 7'000;
  wanted.replicas = 3;

  EXPECT_THAT(
      compare_stream(wanted, found_),
      ElementsAre(StreamDifference{"max_age", "60000 ms", "900000 ms"},
                  StreamDifference{"max_bytes", "unlimited", "966367641"},
                  StreamDifference{"max_msgs", "5", "1000"},
                  StreamDifference{"max_msg_size", "6", "966367"},
                  StreamDifference{"duplicate_window", "7000 ms", "60000 ms"},
                  StreamDifference{"replicas", "3", "1"}));
}

TEST_F(StreamComparison, NamesWhatNoOptionSets) {
  subjects_[1] = "OTHER.>";
  found_.Storage = js_MemoryStorage;
  found_.Retention = js_WorkQueuePolicy;
  found_.Discard = js_DiscardNew;
  found_.MaxMsgsPerSubject = 1;
  found_.MaxConsumers = 2;
  found_.NoAck = true;
  found_.Sealed = true;

  EXPECT_THAT(
      compare_stream(kLocalLimits, found_),
      ElementsAre(
          StreamDifference{"subjects", "PUBLIC.forms.>, PRIVATE.forms.>",
                           "PUBLIC.forms.>, OTHER.>"},
          StreamDifference{"storage", "file", "memory"},
          StreamDifference{"retention", "limits", "workqueue"},
          StreamDifference{"discard", "old", "new"},
          StreamDifference{"max_msgs_per_subject", "unlimited", "1"},
          StreamDifference{"max_consumers", "unlimited", "2"},
          StreamDifference{"no_ack", "false", "true"},
          StreamDifference{"sealed", "false", "true"}));
}

}  // namespace
}  // namespace chefs::producer
