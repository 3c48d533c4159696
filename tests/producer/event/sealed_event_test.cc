// From occurrences to the exact messages on the wire.
#include "producer/event/sealed_event.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "contract/cryptr.h"
#include "contract/js_json.h"
#include "contract/size_rule.h"
#include "contract/stream_limits.h"
#include "producer/event/occurrence_maker.h"
#include "producer/event/size_target.h"
#include "producer/generator/form_factory.h"
#include "producer/generator/rows.h"

namespace chefs::producer {
namespace {

using contract::Json;
using contract::Profile;
using contract::SeededRandom;
using testing::HasSubstr;

constexpr std::int64_t kLimit = contract::kDeployedLimits.max_msg_size_bytes;

// A form, and what happens to it, as the given profile tells it.
class Story {
 public:
  explicit Story(Profile profile, StreamSettings streams = {},
                 Json metadata = Json::object())
      : clock(kFixedEpoch, std::chrono::seconds(1)),
        factory(42, clock),
        maker(factory, clock, profile),
        form(factory.make_form(
            {.name = "permit",
             .title = "Permit",
             .settings = {.source = "chefs-local",
                          .streams = streams,
                          .encryption_key = generated_key(42, "shared"),
                          .metadata = std::move(metadata)}})) {}

  SteppingClock clock;
  FormFactory factory;
  OccurrenceMaker maker;
  Form form;
};

std::vector<OutgoingMessage> messages_of(const Occurrence& occurrence) {
  SeededRandom random(42, "seal");
  std::vector<UnsealedEvent> events = {prepare(occurrence, random)};
  MessageList messages;
  append_messages(seal(std::move(events)).front(), kLimit, messages);
  return {messages.all().begin(), messages.all().end()};
}

std::vector<std::string> subjects_of(const Occurrence& occurrence) {
  std::vector<std::string> subjects;
  for (const OutgoingMessage& message : messages_of(occurrence)) {
    subjects.push_back(message.subject);
  }
  return subjects;
}

std::string opened(const OutgoingMessage& message,
                   const contract::Secret& key) {
  const Json event = Json::parse(message.bytes);
  return std::get<std::string>(contract::open(event["payload"]["data"], key));
}

TEST(SealedEvent, SendsPrivateThenPublic) {
  Story story(Profile::kDocumented);

  const auto subjects =
      subjects_of(story.maker.submission_created(story.form, false));

  EXPECT_THAT(subjects,
              testing::ElementsAre(
                  "PRIVATE.forms.submission.created." + story.form.id(),
                  "PUBLIC.forms.submission.created." + story.form.id()));
}

TEST(SealedEvent, SendsOnlyWhatTheOwnerTurnedOn) {
  Story only_public(Profile::kDocumented, {.is_private_on = false});
  Story only_private(Profile::kDocumented, {.is_public_on = false});
  Story disabled(Profile::kDocumented, {.is_enabled = false});

  EXPECT_THAT(subjects_of(only_public.maker.form_published(only_public.form)),
              testing::ElementsAre("PUBLIC.forms.schema.published." +
                                   only_public.form.id()));
  EXPECT_THAT(
      subjects_of(only_private.maker.form_unpublished(only_private.form)),
      testing::ElementsAre("PRIVATE.forms.schema.unpublished." +
                           only_private.form.id()));
  EXPECT_THAT(subjects_of(disabled.maker.form_published(disabled.form)),
              testing::IsEmpty());
}

TEST(SealedEvent, NamesAChangeAsItsProfileDoes) {
  Story documented(Profile::kDocumented, {.is_private_on = false});
  Story deployed(Profile::kDeployed, {.is_private_on = false});
  const auto change = [](Story& story) {
    Submission submission =
        *story.maker.submission_created(story.form, false).submission;
    return subjects_of(
        story.maker.submission_changed(story.form, submission, false));
  };

  EXPECT_THAT(change(documented),
              testing::ElementsAre(HasSubstr(".submission.modified.")));
  EXPECT_THAT(change(deployed),
              testing::ElementsAre(HasSubstr(".submission.updated.")));
}

TEST(SealedEvent, SpellsTheDocumentedEnvelope) {
  Story story(Profile::kDocumented, {.is_private_on = false});
  const Occurrence occurrence =
      story.maker.submission_created(story.form, false);

  const auto messages = messages_of(occurrence);

  EXPECT_EQ(
      messages.at(0).bytes,
      fmt::format(R"({{"meta":{{"source":"chefs-local","domain":"forms",)"
                  R"("class":"submission","type":"created","formId":"{}",)"
                  R"("formVersionId":"{}","submissionId":"{}","draft":false}},)"
                  R"("payload":{{}}}})",
                  story.form.id(), story.form.version->id,
                  occurrence.submission->id));
}

TEST(SealedEvent, SpellsTheDeployedEnvelope) {
  Story story(Profile::kDeployed, {.is_private_on = false},
              {{"ministry", "WLRS"}, {"id", 7}});
  const Occurrence occurrence = story.maker.form_published(story.form);

  const auto messages = messages_of(occurrence);

  EXPECT_EQ(messages.at(0).bytes,
            fmt::format(R"({{"meta":{{"source":"chefs-local","domain":"forms",)"
                        R"("class":"schema","type":"published","formId":"{}",)"
                        R"("formVersionId":"{}",)"
                        R"("timestamp":"2025-01-15T17:00:01.000Z",)"
                        R"("formMetadata":{{"id":7,"ministry":"WLRS"}}}},)"
                        R"("payload":{{}}}})",
                        story.form.id(), story.form.version->id));
}

TEST(SealedEvent, LeavesDraftOutIfNobodySaidSo) {
  Story story(Profile::kDocumented, {.is_private_on = false});

  const auto messages =
      messages_of(story.maker.submission_created(story.form, std::nullopt));

  EXPECT_FALSE(Json::parse(messages.at(0).bytes)["meta"].contains("draft"));
}

TEST(SealedEvent, SaysThatADeletedDraftIsNoDraft) {
  Story story(Profile::kDocumented, {.is_private_on = false});
  Submission draft =
      *story.maker.submission_created(story.form, true).submission;

  const auto messages =
      messages_of(story.maker.submission_deleted(story.form, draft));

  EXPECT_EQ(Json::parse(messages.at(0).bytes)["meta"]["draft"], false);
}

TEST(SealedEvent, SealsTheSubmissionsRow) {
  Story story(Profile::kDocumented);
  const Occurrence occurrence =
      story.maker.submission_created(story.form, true);

  const auto messages = messages_of(occurrence);

  EXPECT_EQ(opened(messages.at(0), story.form.settings->encryption_key),
            contract::stringify(submission_row(*occurrence.submission)));
}

TEST(SealedEvent, SealsTheFormWithTheVersionThatWasUnpublished) {
  Story story(Profile::kDocumented);

  const auto messages = messages_of(story.maker.form_unpublished(story.form));
  const Json row =
      Json::parse(opened(messages.at(0), story.form.settings->encryption_key));

  EXPECT_EQ(row["id"], story.form.id());
  EXPECT_EQ(row["versions"][0]["published"], false);
}

TEST(SealedEvent, GivesTheSameCiphertextInABatchAsAlone) {
  Story story(Profile::kDocumented);
  std::vector<Occurrence> occurrences;
  for (int i = 0; i < 5; ++i) {
    occurrences.push_back(story.maker.submission_created(story.form, false));
  }
  SeededRandom for_batch(1, "seal");
  SeededRandom for_single(1, "seal");

  std::vector<UnsealedEvent> batch;
  for (const auto& o : occurrences) batch.push_back(prepare(o, for_batch));
  const std::vector<SealedEvent> together = seal(std::move(batch));

  for (std::size_t i = 0; i < occurrences.size(); ++i) {
    std::vector<UnsealedEvent> single = {prepare(occurrences[i], for_single)};
    EXPECT_EQ(together[i].hex, seal(std::move(single))[0].hex);
  }
}

class SizeEdge : public testing::TestWithParam<Profile> {};
INSTANTIATE_TEST_SUITE_P(BothProfiles, SizeEdge,
                         testing::Values(Profile::kDocumented,
                                         Profile::kDeployed),
                         [](const auto& tested) {
                           return std::string(to_string(tested.param));
                         });

TEST_P(SizeEdge, SendsAnEventOf965343BytesAsItIs) {
  Story story(GetParam());
  Occurrence occurrence = story.maker.submission_created(story.form, false);

  fit_message_bytes(occurrence, 965'343);
  const auto messages = messages_of(occurrence);

  EXPECT_EQ(messages.at(0).bytes.size(), 965'343U);
  EXPECT_EQ(messages.at(0).kind, MessageKind::kSealed);
  EXPECT_EQ(opened(messages.at(0), story.form.settings->encryption_key),
            contract::stringify(submission_row(*occurrence.submission)));
}

TEST_P(SizeEdge, WithholdsAnEventOf965344BytesByteForByte) {
  Story story(GetParam());
  Occurrence occurrence = story.maker.submission_created(story.form, false);

  fit_message_bytes(occurrence, 965'344);
  const auto messages = messages_of(occurrence);

  const std::string public_bytes = messages.at(1).bytes;
  const std::string meta =
      public_bytes.substr(0, public_bytes.rfind(R"("payload")"));
  EXPECT_EQ(messages.at(0).kind, MessageKind::kWithheld);
  EXPECT_EQ(messages.at(0).bytes,
            meta +
                R"("payload":{"data":{}},"error":{"code":"MAX_MSG_SIZE",)"
                R"("message":"Message is 965344 bytes. This exceeds maximum )"
                R"(allowed of 965343 bytes. Please download payload via )"
                R"(API."}})");
}

TEST_P(SizeEdge, SendsAnythingIfItIsNotChecked) {
  Story story(GetParam());
  Occurrence occurrence = story.maker.submission_created(story.form, false);
  occurrence.size_check = SizeCheck::kSkipped;

  fit_message_bytes(occurrence, 1'048'577);
  const auto messages = messages_of(occurrence);

  EXPECT_EQ(messages.at(0).bytes.size(), 1'048'577U);
  EXPECT_EQ(messages.at(0).kind, MessageKind::kSealed);
}

TEST(SizeTarget, MeetsEachOfManySizes) {
  Story story(Profile::kDocumented, {}, {{"externalId", "AB-1"}});
  for (std::int64_t bytes = 20'000; bytes < 20'016; ++bytes) {
    Occurrence occurrence = story.maker.submission_created(story.form, false);

    fit_message_bytes(occurrence, bytes);

    EXPECT_EQ(messages_of(occurrence).at(0).bytes.size(), bytes);
  }
}

// Drafts and others differ in length; the paddings of the messages before must
// neither be too long nor too short, and none may be left where none is needed.
TEST(SizeTarget, FillsPublicMessagesOfOneFormOneAfterTheOther) {
  Story story(Profile::kDocumented, {.is_private_on = false});
  PaddedSettings padded;
  Occurrence bare = story.maker.submission_created(story.form, true);
  const auto bare_bytes =
      static_cast<std::int64_t>(messages_of(bare).at(0).bytes.size());
  for (const std::int64_t bytes : {400L, 400L, 401L, 399L, 500L, bare_bytes}) {
    for (const bool draft : {false, true}) {
      if (bytes == bare_bytes && !draft) continue;
      Occurrence occurrence = story.maker.submission_created(story.form, draft);

      fit_message_bytes(occurrence, bytes, padded);

      const std::string message = messages_of(occurrence).at(0).bytes;
      EXPECT_EQ(message.size(), bytes);
      EXPECT_EQ(message.find("padding") == std::string::npos,
                bytes == bare_bytes);
    }
  }
}

TEST(SizeTarget, FillsAPublicMessageThroughItsMetadata) {
  Story story(Profile::kDocumented, {.is_private_on = false});
  Occurrence occurrence = story.maker.submission_created(story.form, false);

  fit_message_bytes(occurrence, 1'100'000);

  EXPECT_EQ(messages_of(occurrence).at(0).bytes.size(), 1'100'000U);
}

TEST(SizeTarget, TellsTheSmallestSizeThereIs) {
  Story story(Profile::kDocumented);
  Occurrence occurrence = story.maker.submission_created(story.form, false);
  std::string text;
  try {
    fit_message_bytes(occurrence, 500);
  } catch (const SizeCannotBeMet& error) {
    text = error.what();
  }

  ASSERT_THAT(text, testing::ContainsRegex("PRIVATE message of 500 bytes: the "
                                           "smallest for this form takes"));
  const std::int64_t smallest =
      std::stoll(text.substr(text.find("takes ") + 6));
  fit_message_bytes(occurrence, smallest);
  EXPECT_EQ(messages_of(occurrence).at(0).bytes.size(), smallest);
}

}  // namespace
}  // namespace chefs::producer
