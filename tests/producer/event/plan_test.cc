// What plans give: scenarios step by step, load by numbers, repeatably.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "contract/cryptr.h"
#include "contract/stream_limits.h"
#include "producer/event/load_plan.h"
#include "producer/event/message_maker.h"
#include "producer/scenario/scenario_files.h"
#include "producer/scenario/scenario_plan.h"
#include "producer/scenario/scenario_reader.h"
#include "tests/support/run_program.h"

namespace chefs::producer {
namespace {

using contract::Json;
using contract::SeededRandom;

std::vector<OutgoingMessage> all_messages(Plan& plan, std::uint64_t seed,
                                          std::size_t batch) {
  SeededRandom random(seed, "seal");
  MessageMaker maker(
      plan, random,
      {.max_msg_size_bytes = contract::kDeployedLimits.max_msg_size_bytes,
       .batch = batch});
  std::vector<OutgoingMessage> all;
  MessageBatch some;
  while (maker.next_batch(some)) {
    for (const OutgoingMessage& message : some.messages.all()) {
      all.push_back(message);
    }
  }
  return all;
}

std::string as_text(const std::vector<OutgoingMessage>& messages) {
  std::string text;
  for (const OutgoingMessage& message : messages) {
    text += std::to_string(message.number) + " " + message.subject + " " +
            message.bytes + "\n";
  }
  return text;
}

std::vector<OutgoingMessage> played(const std::string& name, std::uint64_t seed,
                                    std::size_t batch = 16) {
  SteppingClock clock(kFixedEpoch, std::chrono::milliseconds(250));
  ScenarioPlan plan(
      read_scenario_file(find_scenario(name, tests::project_file("."))),
      {.seed = seed, .clock = &clock, .profile = {}, .shared_key = {}});
  return all_messages(plan, seed, batch);
}

std::vector<OutgoingMessage> loaded(LoadPlanOptions options) {
  SteppingClock clock(kFixedEpoch, std::chrono::milliseconds(250));
  options.clock = &clock;
  LoadPlan plan(options);
  return all_messages(plan, options.seed, 16);
}

TEST(ScenarioPlan, GivesTheSameBytesForTheSameSeedCiphertextsToo) {
  EXPECT_EQ(as_text(played("tour", 42)), as_text(played("tour", 42)));
  EXPECT_NE(as_text(played("tour", 42)), as_text(played("tour", 43)));
}

TEST(ScenarioPlan, GivesTheSameBytesWhateverTheBatch) {
  EXPECT_EQ(as_text(played("vocabularies", 1, 1)),
            as_text(played("vocabularies", 1, 7)));
}

TEST(ScenarioPlan, ToursEachKindOfEvent) {
  std::map<std::string, int> kinds;
  for (const OutgoingMessage& message : played("tour", 42)) {
    const std::size_t type_end = message.subject.rfind('.');
    const Json event = Json::parse(message.bytes);
    std::string kind = message.subject.substr(0, type_end);
    if (event.contains("error")) kind += " error";
    if (event["meta"]["source"] != "chefs-local") kind += " foreign";
    ++kinds[kind];
  }

  EXPECT_THAT(kinds,
              testing::UnorderedElementsAre(
                  testing::Pair("PRIVATE.forms.schema.published", 3),
                  testing::Pair("PUBLIC.forms.schema.published", 3),
                  testing::Pair("PRIVATE.forms.schema.unpublished", 1),
                  testing::Pair("PUBLIC.forms.schema.unpublished", 2),
                  testing::Pair("PRIVATE.forms.submission.created", 2),
                  testing::Pair("PUBLIC.forms.submission.created", 3),
                  testing::Pair("PRIVATE.forms.submission.created foreign", 1),
                  testing::Pair("PUBLIC.forms.submission.created foreign", 1),
                  testing::Pair("PRIVATE.forms.submission.created error", 1),
                  testing::Pair("PRIVATE.forms.submission.modified", 2),
                  testing::Pair("PUBLIC.forms.submission.modified", 3),
                  testing::Pair("PRIVATE.forms.submission.deleted", 1),
                  testing::Pair("PUBLIC.forms.submission.deleted", 1)));
}

TEST(ScenarioPlan, SealsOwnFormsWithTheOneKeyAndForeignOnesWithAnother) {
  const contract::Secret shared = generated_key(42, kSharedKeyName);
  int opened_own = 0;
  for (const OutgoingMessage& message : played("tour", 42)) {
    if (message.kind != MessageKind::kSealed) continue;
    const Json event = Json::parse(message.bytes);
    const auto opened = contract::open(event["payload"]["data"], shared);
    const bool is_open = std::holds_alternative<std::string>(opened);
    const bool is_own = event["meta"]["source"] == "chefs-local";
    EXPECT_EQ(is_open, is_own) << message.subject;
    opened_own += is_open ? 1 : 0;
  }
  EXPECT_EQ(opened_own, 9);
}

TEST(ScenarioPlan, TakesTheSharedKeyThatItIsGiven) {
  SteppingClock clock(kFixedEpoch, std::chrono::seconds(1));
  ScenarioPlan plan(
      read_scenario_file(find_scenario("shared-key", tests::project_file("."))),
      {.seed = 1,
       .clock = &clock,
       .profile = {},
       .shared_key = contract::Secret("my own key")});

  const RunKeys keys = plan.keys();

  EXPECT_EQ(keys.shared_key.reveal(), "my own key");
  ASSERT_EQ(keys.forms.size(), 4U);
  EXPECT_EQ(keys.forms[0].encryption_key.reveal(), "my own key");
  EXPECT_NE(keys.forms[3].encryption_key.reveal(), "my own key");
}

TEST(ScenarioPlan, TellsTheKeyThatARotatedFormEndsWith) {
  SteppingClock clock(kFixedEpoch, std::chrono::seconds(1));
  ScenarioPlan plan(read_scenario_file(
                        find_scenario("rotated-key", tests::project_file("."))),
                    {.seed = 1,
                     .clock = &clock,
                     .profile = {},
                     .shared_key = contract::Secret("old")});
  const RunKeys keys = plan.keys();
  const auto messages = all_messages(plan, 1, 4);

  int by_old = 0;
  int by_new = 0;
  for (const OutgoingMessage& message : messages) {
    if (message.kind != MessageKind::kSealed) continue;
    const Json data = Json::parse(message.bytes)["payload"]["data"];
    by_old += contract::open(data, keys.shared_key).index() == 0 ? 1 : 0;
    by_new +=
        contract::open(data, keys.forms[0].encryption_key).index() == 0 ? 1 : 0;
  }

  EXPECT_EQ(by_old, 3);
  EXPECT_EQ(by_new, 2);
}

TEST(ScenarioPlan, PublishesMoreInABusyHourThanTheStreamKeeps) {
  const auto messages = played("busy-hour", 42);

  EXPECT_EQ(messages.size(), 1'211U);
  EXPECT_EQ(messages.back().number, 1'211U);
}

TEST(ScenarioPlan, SpeaksBothVocabulariesAndWordsThatNobodyAnnounced) {
  std::vector<std::string> types;
  for (const OutgoingMessage& message : played("vocabularies", 42)) {
    if (!message.subject.starts_with("PUBLIC")) continue;
    const std::string kind =
        message.subject.substr(0, message.subject.rfind('.'));
    types.push_back(kind.substr(kind.find("forms.") + 6));
  }

  EXPECT_THAT(types,
              testing::ElementsAre("schema.published", "submission.created",
                                   "submission.modified", "submission.deleted",
                                   "schema.unpublished", "schema.published",
                                   "submission.created", "submission.updated",
                                   "submission.deleted", "schema.unpublished",
                                   "submission.archived", "metrics.counted",
                                   "submission.created"));
}

TEST(ScenarioPlan, PutsFormIdsIntoRawSubjects) {
  SteppingClock clock(kFixedEpoch, std::chrono::seconds(1));
  ScenarioPlan plan(
      read_scenario(R"({"title": "T", "forms": {"a": {}, "b": {}}, "steps": [
        {"do": "send-raw", "subject": "x.{a}.y.{b}", "base64": "AAEC"}]})",
                    "x.json"),
      {.seed = 1, .clock = &clock, .profile = {}, .shared_key = {}});
  const RunKeys keys = plan.keys();

  const auto messages = all_messages(plan, 1, 1);

  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].subject,
            "x." + keys.forms[0].form_id + ".y." + keys.forms[1].form_id);
  EXPECT_EQ(messages[0].bytes, std::string("\0\1\2", 3));
  EXPECT_EQ(messages[0].kind, MessageKind::kRaw);
}

TEST(LoadPlan, GivesTheSameBytesForTheSameSeed) {
  EXPECT_EQ(as_text(loaded({.seed = 7, .occurrences = 40, .forms = 3})),
            as_text(loaded({.seed = 7, .occurrences = 40, .forms = 3})));
  EXPECT_NE(as_text(loaded({.seed = 7, .occurrences = 40, .forms = 3})),
            as_text(loaded({.seed = 8, .occurrences = 40, .forms = 3})));
}

TEST(LoadPlan, FollowsTheMixAndTheStreams) {
  const auto messages = loaded({.seed = 1,
                                .occurrences = 2'000,
                                .streams = {.is_private_on = false},
                                .mix = {.published = 0,
                                        .unpublished = 0,
                                        .created = 1,
                                        .changed = 1,
                                        .deleted = 0}});

  int created = 0;
  int changed = 0;
  for (const OutgoingMessage& message : messages) {
    created += message.subject.starts_with("PUBLIC.forms.submission.created");
    changed += message.subject.starts_with("PUBLIC.forms.submission.modified");
  }
  EXPECT_EQ(created + changed, 2'000);
  EXPECT_NEAR(created, 1'000, 120);
}

TEST(LoadPlan, GivesThePublicMessagesThatItGivesBesidePrivateOnes) {
  LoadPlanOptions options{.seed = 9, .occurrences = 300};
  options.profile = contract::Profile::kDeployed;
  options.mix = {.published = 1, .unpublished = 1, .deleted = 20};
  std::vector<std::string> beside_private;
  for (const OutgoingMessage& message : loaded(options)) {
    if (message.kind != MessageKind::kPublic) continue;
    beside_private.push_back(message.subject + " " + message.bytes);
  }

  options.streams.is_private_on = false;
  std::vector<std::string> alone;
  for (const OutgoingMessage& message : loaded(options)) {
    alone.push_back(message.subject + " " + message.bytes);
  }

  EXPECT_EQ(alone.size(), 300U);
  EXPECT_EQ(alone, beside_private);
}

TEST(LoadPlan, DeletesASubmissionOnceAtMost) {
  const auto messages = loaded({.seed = 1,
                                .occurrences = 1'000,
                                .streams = {.is_private_on = false},
                                .mix = {.published = 0,
                                        .unpublished = 0,
                                        .created = 1,
                                        .changed = 1,
                                        .deleted = 1}});

  std::map<std::string, std::string> last;
  for (const OutgoingMessage& message : messages) {
    const Json meta = Json::parse(message.bytes)["meta"];
    const auto id = meta["submissionId"].get<std::string>();
    const auto type = meta["type"].get<std::string>();
    EXPECT_NE(last[id], "deleted");
    EXPECT_EQ(type == "created", last[id].empty());
    last[id] = type;
  }
}

TEST(LoadPlan, TakesSourcesInTurn) {
  const auto messages = loaded({.seed = 1,
                                .occurrences = 1'000,
                                .forms = 4,
                                .sources = {"chefs", "pr-1"},
                                .streams = {.is_private_on = false},
                                .mix = {.published = 0,
                                        .unpublished = 0,
                                        .created = 1,
                                        .changed = 0,
                                        .deleted = 0}});

  int foreign = 0;
  for (const OutgoingMessage& message : messages) {
    const Json meta = Json::parse(message.bytes)["meta"];
    foreign += meta["source"] == "pr-1" ? 1 : 0;
  }
  EXPECT_NEAR(foreign, 500, 80);
}

TEST(LoadPlan, MakesEverySubmissionsMessageOfTheSizeAskedFor) {
  for (const OutgoingMessage& message : loaded({.seed = 1,
                                        .occurrences = 30,
                                        .mix = {.published = 0},
                                        .message_bytes = 4'096})) {
    if (message.kind != MessageKind::kSealed) continue;
    if (message.subject.find(".schema.") != std::string::npos) continue;
    EXPECT_EQ(message.bytes.size(), 4'096U);
  }
}

TEST(MixText, IsReadOrRefusedWithAReason) {
  const auto mix = parse_mix("created=3,deleted=1");
  ASSERT_TRUE(std::holds_alternative<Mix>(mix));
  EXPECT_EQ(std::get<Mix>(mix).total(), 4U);

  const std::map<std::string, std::string> wrong = {
      {"", "\"\" is no kind of occurrence"},
      {"modified=1", "\"modified\" is no kind"},
      {"created", "expected created=NUMBER"},
      {"created=-1", "expected created=NUMBER"},
      {"created=x", "expected created=NUMBER"},
      {"created=1,", "\"\" is no kind of occurrence"},
      {"created=9999999", "up to 1000000"},
      {"created=0", "every kind has the weight 0"}};
  for (const auto& [text, expected] : wrong) {
    const auto read = parse_mix(text);
    ASSERT_TRUE(std::holds_alternative<std::string>(read)) << text;
    EXPECT_THAT(std::get<std::string>(read), testing::HasSubstr(expected));
  }
}

}  // namespace
}  // namespace chefs::producer
