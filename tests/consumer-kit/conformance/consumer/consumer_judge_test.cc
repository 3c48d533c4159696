// The judge of the consumer suite as a whole: depths, and programs
// that do nothing right and must earn nothing.
#include "consumer-kit/conformance/consumer/consumer_judge.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/consumer/facts/expected_outcome.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/consumer/told_story.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using testing::HasSubstr;
using testing::SizeIs;
using tests::Story;

const Json kOne = {{"messages", {"one"}}};

CaseResult judged(const ConsumerCase& asked, const Story& story) {
  return judge_consumer_case(asked, story.timeline());
}

TEST(ConsumerJudge, CallsUnsupportedWhatOnlyReportsCanShow) {
  const Story silent =
      Story().published("one", 1).gets_going().is_sent(1).acks(1);

  const CaseResult result =
      judged(tests::case_with("reported-as", kOne), silent);

  EXPECT_EQ(result.outcome, OutcomeKind::kUnsupported);
  EXPECT_EQ(result.checks[0].why, "the program prints no report lines");
}

TEST(ConsumerJudge, SaysWhatEndedAProgramBeforeItCouldReport) {
  const Story ended = Story().published("one", 1).starts().connects().exits(1);

  const CaseResult result =
      judged(tests::case_with("reported-as", kOne), ended);

  EXPECT_EQ(result.checks[0].why,
            "the program ended by itself: ended with exit code 1, before it "
            "could report anything");
}

TEST(ConsumerJudge, DoesNotFailASlowProgram) {
  const Story slow = Story()
                         .published("one", 1)
                         .published("two", 2)
                         .gets_going()
                         .deals_with(1)
                         .then(EventKind::kGaveUp, "acknowledged: two", 1);
  const Story idle = Story()
                         .published("one", 1)
                         .published("two", 2)
                         .gets_going()
                         .deals_with(1)
                         .then(EventKind::kGaveUp, "acknowledged: two", 0);
  const auto asked =
      tests::case_with("acknowledged", {{"messages", {"one", "two"}}});

  EXPECT_EQ(judged(asked, slow).outcome, OutcomeKind::kUnsupported);
  EXPECT_THAT(judged(asked, slow).checks[0].why, HasSubstr("is slow"));
  EXPECT_EQ(judged(asked, idle).outcome, OutcomeKind::kFail);
}

TEST(ConsumerJudge, KeepsWhatTheProgramLeftBehind) {
  Timeline timeline =
      Story()
          .published("one", 1)
          .starts()
          .connects()
          .logs_in()
          .asks(tests::kCreate +
                std::string(R"({"config":{"ack_wait":30000000000}})"))
          .then(EventKind::kAnswered,
                R"({"error":{"code":400,"description":"no such thing"}})",
                10025)
          .then(EventKind::kServerSaidError, "Permissions Violation")
          .exits(1)
          .timeline();
  timeline.output_tail = "first\n\nl\xff\x61st\n";

  const Traces traces =
      judge_consumer_case(tests::case_with("acknowledged", kOne), timeline)
          .traces;

  EXPECT_THAT(traces.last_lines, testing::ElementsAre("first", "l\\xffast"));
  EXPECT_THAT(traces.exit, HasSubstr("ended with exit code 1, at "));
  EXPECT_THAT(
      traces.refusals,
      testing::ElementsAre(HasSubstr("JetStream API: 10025 no such thing"),
                           HasSubstr("-ERR Permissions Violation")));
  EXPECT_THAT(traces.consumers,
              testing::ElementsAre(HasSubstr("\"mine\": ack_wait 30 s")));
}

TEST(ConsumerJudge, CallsSeveralFiltersUnsupportedBeforeServer210) {
  ConsumerCase asked = tests::case_with("acknowledged", kOne);
  asked.setup.filters = {"PUBLIC.forms.>", "PRIVATE.forms.>"};
  Timeline timeline = Story().published("one", 1).timeline();
  timeline.given.server_version = "2.9.10";

  const CaseResult result = judge_consumer_case(asked, timeline);

  EXPECT_EQ(result.outcome, OutcomeKind::kUnsupported);
  EXPECT_THAT(result.checks[0].why, HasSubstr("several take 2.10"));
}

TEST(ConsumerJudge, CallsTlsUnsupportedWhereTheSuiteHasNone) {
  ConsumerCase asked = tests::case_with("acknowledged", kOne);
  asked.setup.is_tls = true;

  const CaseResult result = judge_consumer_case(
      asked, Story().published("one", 1).over("nats").timeline());

  EXPECT_EQ(result.outcome, OutcomeKind::kUnsupported);
  EXPECT_THAT(result.checks[0].why, HasSubstr("TLS for WebSocket only"));
}

TEST(ConsumerJudge, CallsAnErrorWhatTheSuiteDidNotPublish) {
  const CaseResult result =
      judged(tests::case_with("acknowledged", kOne), Story().gets_going());

  EXPECT_EQ(result.outcome, OutcomeKind::kError);
  EXPECT_THAT(result.checks[0].why, HasSubstr("the suite did not publish"));
}

TEST(ConsumerJudge, DoesNotDemandWebSocketOfARunOverNats) {
  const CaseResult result =
      judged(tests::case_with("websocket", Json::object()),
             Story().over("nats").starts().connects("nats").logs_in());

  EXPECT_EQ(result.outcome, OutcomeKind::kUnsupported);
}

// nats-server tells of its shutdown, and some clients hang up first.
TEST(ConsumerJudge, TakesAConnectionForLostThatTheProgramEndsAtAShutdown) {
  ConsumerCase asked = tests::case_with("reconnects", Json::object());
  asked.steps = {ServerStep{.action = producer::ServerAction::kStop}};

  const CaseResult result = judged(asked, Story()
                                              .gets_going()
                                              .is_sent(1)
                                              .loses_connection("by program")
                                              .then(EventKind::kServer)
                                              .connects()
                                              .logs_in());

  EXPECT_EQ(result.outcome, OutcomeKind::kPass);
}

TEST(ConsumerJudge, TellsTheStoryAroundTheMarkedMoment) {
  const CaseResult result =
      judged(tests::case_with("in-order", {{"messages", {"one", "two"}}}),
             Story()
                 .published("one", 1)
                 .published("two", 2)
                 .gets_going()
                 .deals_with(2)
                 .deals_with(1));

  const auto& steps = result.checks[0].exchange;
  const auto marked = std::ranges::find(steps, true, &ExchangeStep::is_marked);
  ASSERT_NE(marked, steps.end());
  EXPECT_EQ(marked->who, "program");
  EXPECT_THAT(marked->what, HasSubstr("\"one\" (sequence 1) reported"));
  EXPECT_EQ(marked->at, result.checks[0].wrong_at);
}

TEST(ConsumerJudge, SaysThatTheProgramEndedBeforeItSaysWhatIsMissing) {
  const CaseResult result = judged(
      tests::case_with("acknowledged", kOne),
      Story().published("one", 1).starts().connects().logs_in().exits(3));

  EXPECT_EQ(result.checks[0].why,
            "the program ended by itself: ended with exit code 3");
}

// Programs that do nothing right, played through every case of the catalogue.

const ConsumerCatalogue& catalogue() {
  static const ConsumerCatalogue kCatalogue =
      load_consumer_catalogue(CHEFS_CONSUMER_CATALOGUE_DIR);
  return kCatalogue;
}

// The marks and signals of the case's steps, with all its messages published
// first, and what the program makes of each message.
template <typename Start, typename Deal>
Story played(const ConsumerCase& asked, Start start, Deal deal) {
  Story story;
  std::uint64_t sequence = 0;
  for (const CaseMessage& message : asked.messages)
    for (std::uint32_t i = 1; i <= message.times; ++i)
      story = std::move(story).published(
          message.times == 1 ? message.name
                             : fmt::format("{}/{}", message.name, i),
          ++sequence);
  bool has_dealt = false;
  for (const Step& step : asked.steps) {
    if (std::holds_alternative<StartStep>(step))
      story = start(std::move(story));
    if (const auto* observe = std::get_if<ObserveStep>(&step))
      story = std::move(story)
                  .then(EventKind::kMarked, observe->name + "-begins")
                  .later(observe->span)
                  .then(EventKind::kMarked, observe->name + "-ends");
    if (const auto* signal = std::get_if<SignalStep>(&step))
      story = std::move(story)
                  .then(EventKind::kSignalled, "",
                        static_cast<std::uint64_t>(signal->signal))
                  .exits(signal->signal == SIGTERM ? 0U : 137U);
    if (std::holds_alternative<AwaitStep>(step) && !has_dealt) {
      for (std::uint64_t i = 1; i <= sequence; ++i)
        story = deal(std::move(story), i);
      has_dealt = true;
    }
  }
  return std::move(story).ends();
}

Story deals_not(Story story, std::uint64_t) { return story; }

void expect_no_pass(const ConsumerCase& asked, const Story& story) {
  const CaseResult result = judged(asked, story);
  EXPECT_NE(result.outcome, OutcomeKind::kPass) << asked.info.id;
  EXPECT_NE(result.outcome, OutcomeKind::kError) << asked.info.id;
}

TEST(NullConsumers, EarnNothingByNeverConnecting) {
  for (const ConsumerCase& asked : catalogue().cases)
    expect_no_pass(
        asked, played(
                   asked, [](Story story) { return std::move(story).starts(); },
                   deals_not));
}

TEST(NullConsumers, EarnNothingByConnectingAndIdling) {
  for (const ConsumerCase& asked : catalogue().cases)
    expect_no_pass(asked, played(
                              asked,
                              [](Story story) {
                                return std::move(story)
                                    .starts()
                                    .connects("websocket tls")
                                    .logs_in()
                                    .loses_connection()
                                    .connects("websocket tls")
                                    .logs_in();
                              },
                              deals_not));
}

TEST(NullConsumers, EarnNothingByEndingAtOnce) {
  for (const ConsumerCase& asked : catalogue().cases)
    expect_no_pass(asked, played(
                              asked,
                              [](Story story) {
                                return std::move(story).starts().exits(1);
                              },
                              deals_not));
}

// Acknowledges everything, and claims that it has processed it.
TEST(NullConsumers, EarnNothingByAcknowledgingAndReportingEverything) {
  for (const ConsumerCase& asked : catalogue().cases)
    expect_no_pass(asked, played(
                              asked,
                              [](Story story) {
                                return std::move(story)
                                    .starts()
                                    .connects("websocket tls")
                                    .logs_in()
                                    .asks(tests::kFetch);
                              },
                              [](Story story, std::uint64_t sequence) {
                                return std::move(story)
                                    .is_sent(sequence)
                                    .reports({.sequence = sequence,
                                              .outcome = "processed"})
                                    .acks(sequence)
                                    .is_sent(sequence, 2)
                                    .acks(sequence);
                              }));
}

}  // namespace
}  // namespace chefs::conformance
