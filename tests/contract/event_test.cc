#include "contract/event.h"

#include <gtest/gtest.h>

namespace chefs::contract {
namespace {

EventMeta schema_meta() {
  EventMeta meta;
  meta.source = "chefs";
  meta.event_class = "schema";
  meta.type = "published";
  meta.form_id = "f1";
  return meta;
}

EventMeta full_meta() {
  EventMeta meta = schema_meta();
  meta.event_class = "submission";
  meta.type = "created";
  meta.form_version_id = "v1";
  meta.submission_id = "s1";
  meta.draft = false;
  meta.timestamp = "2026-11-24T06:50:16.000Z";
  meta.form_metadata =
      std::make_shared<const Json>(Json::parse(R"({"z":1.0,"a":"b"})"));
  return meta;
}

TEST(PublicEvent, HasTheKeysInOrderAndAnEmptyPayload) {
  EXPECT_EQ(render_public_event(full_meta()),
            R"({"meta":{"source":"chefs","domain":"forms",)"
            R"("class":"submission","type":"created","formId":"f1",)"
            R"("formVersionId":"v1","submissionId":"s1","draft":false,)"
            R"("timestamp":"2026-11-24T06:50:16.000Z",)"
            R"("formMetadata":{"z":1,"a":"b"}},"payload":{}})");
}

TEST(PublicEvent, LeavesOutWhatIsNotSet) {
  EXPECT_EQ(render_public_event(schema_meta()),
            R"({"meta":{"source":"chefs","domain":"forms","class":"schema",)"
            R"("type":"published","formId":"f1"},"payload":{}})");
}

TEST(PublicEvent, LeavesOutMetadataThatIsEmpty) {
  EventMeta meta = schema_meta();
  meta.form_metadata = std::make_shared<const Json>(Json::object());

  EXPECT_EQ(render_public_event(meta), render_public_event(schema_meta()));
}

TEST(PublicEvent, TellsThatASubmissionIsADraft) {
  EventMeta meta = full_meta();
  meta.draft = true;

  EXPECT_NE(render_public_event(meta).find("\"submissionId\":\"s1\","
                                           "\"draft\":true,\"timestamp\""),
            std::string::npos);
}

TEST(PublicEvent, EscapesAsJavaScriptDoes) {
  EventMeta meta = schema_meta();
  meta.source = "a\"b\\\n\x01\u00e9\u2028";

  EXPECT_EQ(render_public_event(meta).substr(9, 36),
            R"("source":"a\"b\\\n\u0001)"
            "\u00e9\u2028\",\"doma");
}

TEST(PrivateEvent, CarriesTheSealedTextAsData) {
  EXPECT_EQ(render_private_event(schema_meta(), "00ff"),
            R"({"meta":{"source":"chefs","domain":"forms","class":"schema",)"
            R"("type":"published","formId":"f1"},"payload":{"data":"00ff"}})");
}

TEST(ErrorEvent, HasAnObjectForDataAndTheErrorLast) {
  EXPECT_EQ(render_error_event(schema_meta(), "MAX_MSG_SIZE", "Too \"big\"."),
            R"({"meta":{"source":"chefs","domain":"forms","class":"schema",)"
            R"("type":"published","formId":"f1"},"payload":{"data":{}},)"
            R"("error":{"code":"MAX_MSG_SIZE","message":"Too \"big\"."}})");
}

TEST(AppendedEvent, FollowsWhatTheBufferHolds) {
  std::string buffer = "before ";

  append_public_event(schema_meta(), buffer);
  append_private_event(schema_meta(), "00", buffer);

  EXPECT_EQ(buffer, "before " + render_public_event(schema_meta()) +
                        render_private_event(schema_meta(), "00"));
}

TEST(SubjectOfEvent, CarriesTheWordsOfItsMeta) {
  EXPECT_EQ(subject_of(full_meta(), Visibility::kPrivate),
            "PRIVATE.forms.submission.created.f1");
  EXPECT_EQ(subject_of(schema_meta(), Visibility::kPublic),
            "PUBLIC.forms.schema.published.f1");
}

}  // namespace
}  // namespace chefs::contract
