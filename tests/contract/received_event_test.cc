#include "contract/received_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/event.h"

namespace chefs::contract {
namespace {

using testing::HasSubstr;

constexpr std::string_view kMeta =
    R"("meta":{"source":"chefs","domain":"forms","class":"submission",)"
    R"("type":"created","formId":"f1","formVersionId":"v1",)"
    R"("submissionId":"s1","draft":true,)"
    R"("timestamp":"2026-11-24T06:50:16.000Z","formMetadata":{"b":1,"a":2}})";

std::string with_meta(std::string_view rest) {
  return "{" + std::string(kMeta) + "," + std::string(rest) + "}";
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(ReadEvent, TakesAllAttributes) {
  const ReceivedEvent event = read_event(with_meta(R"("payload":{})"));

  EXPECT_EQ(event.kind, EventKind::kPublic);
  EXPECT_EQ(event.source, "chefs");
  EXPECT_EQ(event.domain, "forms");
  EXPECT_EQ(event.event_class, "submission");
  EXPECT_EQ(event.type, "created");
  EXPECT_EQ(event.form_id, "f1");
  EXPECT_EQ(event.form_version_id, "v1");
  EXPECT_EQ(event.submission_id, "s1");
  EXPECT_EQ(event.draft, true);
  EXPECT_EQ(event.timestamp, "2026-11-24T06:50:16.000Z");
  EXPECT_EQ(event.form_metadata.dump(), R"({"b":1,"a":2})");
  EXPECT_EQ(event.invalid_reason, "");
}

TEST(ReadEvent, TakesSealedDataAsItStands) {
  const ReceivedEvent event =
      read_event(with_meta(R"("payload":{"data":"not even hex"})"));

  EXPECT_EQ(event.kind, EventKind::kSealed);
  EXPECT_EQ(event.sealed, "not even hex");
}

TEST(ReadEvent, RecognisesAnOversizeEvent) {
  const ReceivedEvent event = read_event(
      with_meta(R"("payload":{"data":{}},"error":{"code":"MAX_MSG_SIZE",)"
                R"("message":"Message is 2 bytes."})"));

  EXPECT_EQ(event.kind, EventKind::kOversize);
  EXPECT_EQ(event.error_code, "MAX_MSG_SIZE");
  EXPECT_EQ(event.error_message, "Message is 2 bytes.");
  EXPECT_EQ(event.submission_id, "s1");
}

TEST(ReadEvent, TakesAnErrorWithAnyCodeAndWithoutMessageOrPayload) {
  const ReceivedEvent event =
      read_event(with_meta(R"("error":{"code":"NEW_CODE","message":5})"));

  EXPECT_EQ(event.kind, EventKind::kOversize);
  EXPECT_EQ(event.error_code, "NEW_CODE");
  EXPECT_EQ(event.error_message, "");
}

TEST(ReadEvent, TakesAnErrorOfNullForNone) {
  EXPECT_EQ(read_event(with_meta(R"("payload":{},"error":null)")).kind,
            EventKind::kPublic);
}

TEST(ReadEvent, KeepsWordsAndSkipsKeysThatItDoesNotKnow) {
  const ReceivedEvent event = read_event(
      R"({"v":2,"meta":{"source":"pr-1444","domain":"files","class":"report",)"
      R"("type":"ran","formId":"f1","new":[1]},"payload":{"size":3}})");

  EXPECT_EQ(event.kind, EventKind::kPublic);
  EXPECT_EQ(event.event_class, "report");
  EXPECT_EQ(event.type, "ran");
}

TEST(ReadEvent, LeavesOptionalAttributesOfAnotherTypeUnset) {
  const ReceivedEvent event = read_event(
      R"({"meta":{"source":7,"domain":"forms","class":"submission",)"
      R"("type":"created","formId":"f1","formVersionId":null,)"
      R"("submissionId":12,"draft":"yes","timestamp":0,"formMetadata":"x"},)"
      R"("payload":{}})");

  EXPECT_EQ(event.kind, EventKind::kPublic);
  EXPECT_EQ(event.source, "");
  EXPECT_EQ(event.form_version_id, std::nullopt);
  EXPECT_EQ(event.submission_id, std::nullopt);
  EXPECT_EQ(event.draft, std::nullopt);
  EXPECT_EQ(event.timestamp, std::nullopt);
  EXPECT_TRUE(event.form_metadata.is_null());
}

TEST(ReadEvent, TakesTheLastOfKeysThatAreAlike) {
  const ReceivedEvent event =
      read_event(with_meta(R"("payload":{"data":"00"},"payload":{})"));

  EXPECT_EQ(event.kind, EventKind::kPublic);
}

TEST(ReadEvent, KeepsALoneSurrogate) {
  const ReceivedEvent event = read_event(
      R"({"meta":{"source":"\ud800","domain":"forms","class":"schema",)"
      R"("type":"published","formId":"f1"},"payload":{}})");

  EXPECT_EQ(event.kind, EventKind::kPublic);
  EXPECT_EQ(event.source, "\xED\xA0\x80");
}

struct Refusal {
  std::string bytes;
  std::string_view reason;
};

TEST(ReadEvent, SaysWhyBytesAreNoEvent) {
  const Refusal refusals[] = {
      {"", "not JSON"},
      {"hello", "not JSON"},
      {with_meta(R"("payload":{})") + "}", "not JSON"},
      {with_meta("\"payload\":{\"data\":\"\xFF\"}"), "not UTF-8"},
      {"[]", "JSON of type array"},
      {"null", "JSON of type null"},
      {R"({"payload":{}})", "meta is absent"},
      {R"({"meta":[],"payload":{}})", "meta is of type array"},
      {R"({"meta":{"domain":"forms","class":"schema","type":"published"},)"
       R"("payload":{}})",
       "meta.formId is absent"},
      {R"({"meta":{"domain":"forms","class":3,"type":"t","formId":"f"},)"
       R"("payload":{}})",
       "meta.class is of type number"},
      {R"({"meta":{"class":"schema","type":"t","formId":"f"},"payload":{}})",
       "meta.domain is absent"},
      {R"({"meta":{"domain":"d","class":"c","type":null,"formId":"f"},)"
       R"("payload":{}})",
       "meta.type is of type null"},
      {"{" + std::string(kMeta) + "}", "payload is absent"},
      {with_meta(R"("payload":null)"), "payload is of type null"},
      {with_meta(R"("payload":"00ff")"), "payload is of type string"},
      {with_meta(R"("payload":{"data":{}})"),
       "payload.data is of type object and there is no error beside it"},
      {with_meta(R"("payload":{"data":null})"), "payload.data is of type null"},
      {with_meta(R"("payload":{"data":"00"},"error":"too big")"),
       "error is not an object"},
      {with_meta(R"("payload":{"data":{}},"error":{"message":"too big"})"),
       "error is not an object with a string `code`"},
      {with_meta(R"("payload":{"data":{}},"error":{"code":1})"),
       "error is not an object with a string `code`"},
  };
  for (const Refusal& refusal : refusals) {
    const ReceivedEvent event = read_event(refusal.bytes);

    EXPECT_EQ(event.kind, EventKind::kInvalid) << refusal.bytes;
    EXPECT_THAT(event.invalid_reason, HasSubstr(std::string(refusal.reason)));
  }
}

TEST(ReadEvent, SetsWhatCouldBeReadOfAnInvalidEvent) {
  const ReceivedEvent event = read_event(with_meta(R"("payload":{"data":{}})"));

  EXPECT_EQ(event.kind, EventKind::kInvalid);
  EXPECT_EQ(event.source, "chefs");
  EXPECT_EQ(event.form_id, "f1");
}

TEST(ReadEvent, ReadsBackWhatTheProducerRenders) {
  EventMeta meta;
  meta.source = "chefs-local";
  meta.event_class = "submission";
  meta.type = "deleted";
  meta.form_id = "f1";
  meta.draft = false;

  const ReceivedEvent event = read_event(render_private_event(meta, "00ff"));

  EXPECT_EQ(event.kind, EventKind::kSealed);
  EXPECT_EQ(event.type, "deleted");
  EXPECT_EQ(event.draft, false);
  EXPECT_EQ(event.sealed, "00ff");
}

TEST(ReadEvent, SurvivesAnyDepth) {
  constexpr std::size_t kLevels = 100'000;
  const std::string deep = nested(kLevels);

  EXPECT_EQ(read_event(deep).kind, EventKind::kInvalid);
  EXPECT_EQ(read_event(std::string(kLevels, '[')).kind, EventKind::kInvalid);
  EXPECT_EQ(read_event(with_meta(R"("payload":{},"new":)" + deep)).kind,
            EventKind::kPublic);
  EXPECT_EQ(read_event(with_meta(R"("payload":{"data":)" + deep + "}")).kind,
            EventKind::kInvalid);
}

TEST(ReadEvent, LeavesOutMetadataThatIsTooDeepToCopy) {
  const auto read_nested = [](std::size_t levels) {
    return read_event(
        R"({"meta":{"source":"chefs","domain":"forms","class":"schema",)"
        R"("type":"published","formId":"f1","formMetadata":{"a":)" +
        nested(levels - 1) + R"(}},"payload":{}})");
  };

  EXPECT_TRUE(read_nested(500).form_metadata.is_object());
  EXPECT_TRUE(read_nested(501).form_metadata.is_null());
  EXPECT_EQ(read_nested(100'000).kind, EventKind::kPublic);
}

// 120 000 keys took minutes when each was searched among those before it.
TEST(ReadEvent, ReadsAMessageThatIsAllKeys) {
  std::string keys;
  for (int i = 0; i < 120'000; ++i) {
    keys += "\"k" + std::to_string(i) + "\":0,";
  }

  EXPECT_EQ(
      read_event("{" + keys + std::string(kMeta) + ",\"payload\":{}}").kind,
      EventKind::kPublic);
}

TEST(ReadEvent, NeverThrowsOnATruncatedEvent) {
  const std::string whole =
      with_meta(R"("payload":{"data":"00"},"n":[1.5e3,true,"\u00e9\n"])");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_EQ(read_event(whole.substr(0, length)).kind, EventKind::kInvalid);
  }
}

}  // namespace
}  // namespace chefs::contract
