// Every rule of the consumer suite, both ways: a story that it passes, and one
// like it that it fails, with the reason and the moment.
#include <gmock/gmock.h>

#include <set>

#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "consumer-kit/conformance/consumer/consumer_rules.h"
#include "tests/consumer-kit/told_story.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using tests::kCreate;
using tests::Story;

const Json kNone = Json::object();
const Json kOne = {{"messages", {"one"}}};
const Json kBoth = {{"messages", {"one", "two"}}};

Json with_count(Json parameters, std::uint64_t count) {
  parameters["count"] = count;
  return parameters;
}

Json with_ms(Json parameters, std::uint64_t ms) {
  parameters["ms"] = ms;
  return parameters;
}

Json during(const char* name, std::uint64_t count) {
  return {{"during", name}, {"count", count}};
}

struct RuleStories {
  const char* name;
  const char* rule;
  Json parameters;
  Story right;
  Story wrong;
  // Part of the failure's why.
  const char* why;
};

void PrintTo(const RuleStories& stories, std::ostream* out) {
  *out << stories.rule;
}

Story two_published() {
  return Story().published("one", 1).published("two", 2);
}

Story observed(const char* name, int tries, milliseconds gap) {
  Story story = Story().published("one", 1).starts().then(
      EventKind::kMarked, std::string(name) + "-begins");
  for (int i = 0; i < tries; ++i)
    story = std::move(story).then(EventKind::kRefused).later(gap * (i % 3 + 1));
  return std::move(story).then(EventKind::kMarked, std::string(name) + "-ends");
}

Story idle(int requests) {
  Story story = Story().gets_going().then(EventKind::kMarked, "idle-begins");
  for (int i = 0; i < requests; ++i)
    story = std::move(story).asks(tests::kFetch);
  return std::move(story).then(EventKind::kMarked, "idle-ends");
}

Story subscribes_again(int times) {
  Story story = Story()
                    .starts()
                    .connects()
                    .logs_in()
                    .then(EventKind::kSubscribed, "_INBOX.a.>", 1)
                    .loses_connection()
                    .connects()
                    .logs_in();
  for (int i = 1; i <= times; ++i)
    story = std::move(story).then(EventKind::kSubscribed, "_INBOX.b.>",
                                  static_cast<std::uint64_t>(i));
  return story;
}

constexpr const char* kGoodConfig =
    R"({"durable_name":"mine","ack_policy":"explicit",)"
    R"("filter_subject":"PRIVATE.forms.>"})";

Story made(const char* config) {
  return Story()
      .starts()
      .connects()
      .logs_in()
      .asks(std::string(kCreate) + R"({"config":)" + config + "}")
      .asks(tests::kFetch)
      .leaves_consumer("mine", config);
}

Story downloads(const std::string& id, std::uint64_t status) {
  return two_published().gets_going().is_sent(1).then(EventKind::kApiAsked,
                                                      "form-1 " + id, status);
}

std::vector<RuleStories> message_stories() {
  return {
      {"Acknowledged", "acknowledged", kBoth,
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(1).is_sent(2),
       "\"two\" (sequence 2) was delivered, and never acknowledged"},
      {"AcknowledgedNotTerminated", "acknowledged", kOne,
       two_published().gets_going().is_sent(1).acks(1, AckKind::kNext),
       two_published().gets_going().is_sent(1).acks(1, AckKind::kTerm),
       "never acknowledged"},
      {"Settled", "settled", kOne,
       two_published().gets_going().is_sent(1).acks(1, AckKind::kTerm),
       two_published().gets_going().is_sent(1).acks(1, AckKind::kNak),
       "never acknowledged or terminated"},
      {"NotDelivered", "not-delivered", kOne,
       two_published().gets_going().deals_with(2),
       two_published().gets_going().deals_with(1),
       "the program asked for it: its subject is PRIVATE.forms."},
      {"Redelivered", "redelivered", kOne,
       two_published().gets_going().is_sent(1).is_sent(1, 2),
       two_published().gets_going().is_sent(1),
       "was delivered, and never delivered again"},
      {"RedeliveredByTheServersCount", "redelivered", kOne,
       two_published().gets_going().is_sent(1, 2),
       two_published().gets_going().is_sent(1, 1),
       "was delivered, and never delivered again"},
      {"DeliveriesAtMost", "deliveries-at-most", with_count(kOne, 1),
       two_published().gets_going().is_sent(1),
       two_published().gets_going().is_sent(1).is_sent(1, 2), "comes again"},
      {"NaksAtMost", "naks-at-most", with_count(kNone, 1),
       two_published().gets_going().acks(1, AckKind::kNak),
       two_published()
           .gets_going()
           .acks(1, AckKind::kNak)
           .acks(1, AckKind::kNak),
       "\"one\" (sequence 1) was given back once more"},
      {"LagAtMost", "lag-at-most", with_ms(kOne, 100),
       two_published().later(milliseconds(900)).gets_going().deals_with(1),
       two_published().gets_going().later(milliseconds(200)).deals_with(1),
       "\"one\" (sequence 1) came too late"},
      {"Drained", "drained", kNone,
       Story().gets_going().leaves_consumer("mine", "{}"),
       Story().gets_going().leaves_consumer("mine", "{}", 1),
       "what is not acknowledged comes again"},
      {"DrainedOfWhatWaits", "drained", kNone,
       Story().gets_going().leaves_consumer("mine", "{}"),
       Story().gets_going().leaves_consumer("mine", "{}", 0, 4), "comes again"},
  };
}

std::vector<RuleStories> report_stories() {
  const Report ignored{.sequence = 1, .outcome = "ignored"};
  const Report bare{.sequence = 1, .outcome = "processed"};
  return {
      {"ReportedAs", "reported-as", kOne,
       two_published().gets_going().deals_with(1),
       two_published().gets_going().is_sent(1).reports(ignored),
       "\"one\" (sequence 1) is to be processed"},
      {"ReportedAsGiven",
       "reported-as",
       {{"messages", {"one"}}, {"outcomes", {"ignored", "invalid"}}},
       two_published().gets_going().is_sent(1).reports(ignored),
       two_published().gets_going().deals_with(1),
       "is to be ignored or invalid"},
      {"ReportedWithPlaintext", "reported-as", kOne,
       two_published().gets_going().deals_with(1),
       two_published().gets_going().is_sent(1).reports(bare),
       "no plaintextSha256"},
      {"ReportedAtAll", "reported-as", kBoth,
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(1).is_sent(2).acks(2),
       "was delivered, and never reported"},
      {"DraftTold", "draft-told", kOne,
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1, .outcome = "processed", .draft = true}),
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1, .outcome = "processed", .draft = false}),
       "nothing in the report shows that it is a draft"},
      {"IdTold", "id-told", kOne,
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1,
            .outcome = "oversize",
            .submission_id = "submission-1"}),
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1, .outcome = "oversize"}),
       "names no submissionId"},
      {"GapTold", "gap-told", kNone,
       two_published()
           .gets_going()
           .deals_with(1)
           .then(EventKind::kNotice, R"({"chefs":1,"notice":"gap"})")
           .is_sent(7),
       two_published().gets_going().deals_with(1).is_sent(7),
       "sequence 7 came after 1"},
      {"ReportedOnce", "reported-once", kOne,
       two_published()
           .gets_going()
           .deals_with(1)
           .is_killed()
           .gets_going()
           .deals_with(1),
       two_published().gets_going().deals_with(1).deals_with(1),
       "each time it had an effect"},
      {"InOrder", "in-order", kBoth,
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(2).deals_with(1),
       "an event overtook one that was before it"},
      {"AckedAfterReport", "acked-after-report", kOne,
       two_published().gets_going().is_sent(1).acks(1).reports_work(1),
       two_published()
           .gets_going()
           .is_sent(1)
           .acks(1)
           .is_killed()
           .later(milliseconds(900))
           .gets_going()
           .deals_with(1),
       "its report came 0.9"},
      {"AckedAfterReportIfEver", "acked-after-report", kOne,
       two_published().gets_going().deals_with(1),
       two_published()
           .gets_going()
           .deals_with(2)
           .is_sent(1)
           .acks(1)
           .is_killed(),
       "it would have been lost"},
      {"AckedAfterApi", "acked-after-api", kOne,
       downloads("submission-1", 200).later(kSlowApiAnswer).acks(1),
       downloads("submission-1", 200).acks(1),
       "the submission would have been lost"},
  };
}

std::vector<RuleStories> connection_stories() {
  return {
      {"Websocket", "websocket", kNone, Story().gets_going(),
       Story().starts().connects("nats").logs_in(),
       "CHEFS lets nothing else through"},
      {"Tls", "tls", kNone, Story().starts().connects("websocket tls"),
       Story().starts().connects("websocket"), "nothing else through"},
      {"NkeyLogin", "nkey-login", kNone, Story().gets_going(),
       Story().starts().connects().logs_in(R"({"has_password":true})"),
       "it gave no NKey"},
      {"NkeyLoginSigned", "nkey-login", kNone, Story().gets_going(),
       Story().starts().connects().logs_in(
           R"({"nkey":"UCONSUMER","has_sig":false})"),
       "it signed nothing"},
      {"NkeyLoginAsItself", "nkey-login", kNone, Story().gets_going(),
       Story().starts().connects().logs_in(
           R"({"nkey":"UOTHER","has_sig":true})"),
       "it gave another NKey: UOTHER"},
      {"NoSecretAtLogin", "no-secret-at-login", kNone, Story().gets_going(),
       Story().starts().connects().logs_in(
           R"({"nkey":"UCONSUMER","has_sig":true,"has_password":true})"),
       "it sent a password or a token"},
      {"Named", "named", kNone, Story().gets_going(),
       Story().starts().connects().logs_in(
           R"({"nkey":"UCONSUMER","has_sig":true})"),
       "it gave no name"},
      {"PermittedPublishing", "permitted-only", kNone, Story().gets_going(),
       Story().gets_going().then(EventKind::kSent,
                                 "PUBLIC.forms.submission.created.x"),
       "published to PUBLIC.forms.submission.created.x"},
      {"PermittedRequests", "permitted-only", kNone, Story().gets_going(),
       Story().gets_going().asks("$JS.API.STREAM.PURGE.CHEFS {}"),
       "published to $JS.API.STREAM.PURGE.CHEFS"},
      {"PermittedSubscriptions", "permitted-only", kNone,
       Story().gets_going().then(EventKind::kSubscribed, "_INBOX.x.*"),
       Story().gets_going().then(EventKind::kSubscribed, "$SYS.>"),
       "subscribed to $SYS.>"},
      {"PermittedByTheServer", "permitted-only", kNone, Story().gets_going(),
       Story().gets_going().then(EventKind::kServerSaidError,
                                 "Permissions Violation for Publish to \"x\""),
       "the server refused it"},
      {"ConnectionsAtMost", "connections-at-most", with_count(kNone, 1),
       Story().gets_going(), Story().gets_going().connects(),
       "it connected once more"},
      {"BacksOff", "backs-off", during("down", 6),
       observed("down", 6, milliseconds(300)),
       observed("down", 7, milliseconds(10)), "not to be asked that often"},
      {"BacksOffByChance", "backs-off", during("down", 90),
       observed("down", 6, milliseconds(300)),
       [] {
         Story story = Story().starts().then(EventKind::kMarked, "down-begins");
         for (int i = 0; i < 6; ++i)
           story = std::move(story)
                       .then(EventKind::kRefused)
                       .later(milliseconds(400));
         return std::move(story).then(EventKind::kMarked, "down-ends");
       }(),
       "all consumers come back in step"},
      {"Reconnects", "reconnects", kNone,
       Story().gets_going().is_sent(1).loses_connection().connects().logs_in(),
       Story().gets_going().is_sent(1).loses_connection().connects(),
       "did not log in again"},
      {"ReconnectsItself", "reconnects", kNone,
       Story().gets_going().is_sent(1).loses_connection().connects().logs_in(),
       Story().gets_going().is_sent(1).loses_connection().exits(1),
       "the program ended: ended with exit code 1"},
      {"ReconnectsWhenItHadToGiveUp", "reconnects", kNone,
       Story()
           .gets_going()
           .then(EventKind::kFault, "pass nothing any more")
           .loses_connection("by program")
           .connects()
           .logs_in(),
       Story()
           .gets_going()
           .then(EventKind::kFault, "pass nothing any more")
           .loses_connection("by program"),
       "did not log in again"},
      {"SameSubscriptions", "same-subscriptions", kNone, subscribes_again(1),
       subscribes_again(2), "it reads twice from then on"},
      {"RequestsAtMost", "requests-at-most", during("idle", 3), idle(3),
       idle(4), "kept on asking"},
  };
}

std::vector<RuleStories> durable_stories() {
  return {
      {"DurableNamed", "durable-named", kNone, made(kGoodConfig),
       Story().gets_going().leaves_consumer("other", kGoodConfig),
       "DURABLE_NAME is \"mine\""},
      {"DurableNamedAndDurable", "durable-named", kNone, made(kGoodConfig),
       made(R"({"name":"mine"})"), "it is no durable"},
      {"DurablePulls", "durable-pulls", kNone, made(kGoodConfig),
       made(R"({"durable_name":"mine","deliver_subject":"_INBOX.x"})"),
       "the server pushes"},
      {"DurableAcksExplicitly", "durable-acks-explicitly", kNone,
       made(kGoodConfig),
       made(R"({"durable_name":"mine","ack_policy":"none"})"),
       "its ack_policy is none"},
      {"OneDurable", "one-durable", kNone, made(kGoodConfig),
       made(kGoodConfig).leaves_consumer("second", kGoodConfig),
       "each is sent every event"},
      {"OneDurableForAllTime", "one-durable", kNone, made(kGoodConfig),
       made(kGoodConfig)
           .asks("$JS.API.CONSUMER.CREATE.CHEFS.mine-2 {}")
           .asks("$JS.API.CONSUMER.MSG.NEXT.CHEFS.mine-2 {}"),
       "each is sent every event"},
      {"DurableKept", "durable-kept", kNone,
       made(kGoodConfig).is_killed().gets_going(),
       made(kGoodConfig).asks("$JS.API.CONSUMER.DELETE.CHEFS.mine"),
       "goes what the server knows"},
      {"FiltersAsAsked", "filters-as-asked", kNone, made(kGoodConfig),
       made(R"({"durable_name":"mine"})"), "it has other filters"},
  };
}

std::vector<RuleStories> program_stories() {
  return {
      {"StaysAlive", "stays-alive", kNone,
       Story().gets_going().is_sent(1).ends().exits(0),
       Story().gets_going().is_sent(1).exits(0), "exit code 0"},
      {"StaysAliveThroughFloods", "stays-alive", kNone,
       Story().gets_going().is_told_to_stop().exits(0),
       Story().gets_going().then(EventKind::kMarked,
                                 "killed: it floods its output"),
       "floods"},
      {"EndsSoftly", "ends-softly", kNone, Story().starts().exits(1),
       Story().starts().exits(0), "takes that for a success"},
      {"EndsWithoutACrash", "ends-softly", kNone, Story().gets_going(),
       Story().starts().exits(128 + SIGSEGV), "it crashed"},
      {"ExitsOnSignal", "exits-on-signal", with_ms(kNone, 100),
       Story().gets_going().is_told_to_stop().exits(0),
       Story().gets_going().is_told_to_stop().later(milliseconds(200)).exits(0),
       "would have killed it by then"},
      {"ExitsOnSignalAtAll", "exits-on-signal", with_ms(kNone, 100),
       Story().gets_going().is_told_to_stop().exits(0),
       Story().gets_going().is_told_to_stop().ends().exits(137),
       "does not follow SIGTERM"},
      {"ExitsOnSignalNotBefore", "exits-on-signal", with_ms(kNone, 100),
       Story().gets_going().is_told_to_stop().exits(0),
       Story().gets_going().exits(0).is_told_to_stop(),
       "the program ended by itself"},
      {"ExitsWithSuccess", "exits-with-success", kNone,
       Story().gets_going().is_told_to_stop().exits(0),
       Story().gets_going().is_told_to_stop().exits(143), "looks like a crash"},
      {"ApiAsked", "api-asked", kOne, downloads("submission-1", 404),
       downloads("submission-2", 200), "the API was asked for"},
      {"ApiAskedForAnAnswer",
       "api-asked",
       {{"messages", {"one"}}, {"status", 200}},
       downloads("submission-1", 200),
       downloads("submission-1", 401),
       "and answered 401"},
      {"ApiNotAsked", "api-not-asked", kOne, downloads("submission-2", 200),
       downloads("submission-1", 200), "the event held all of it"},
      {"ApiAskedAtMost", "api-asked-at-most", with_count(kNone, 1),
       downloads("submission-1", 503),
       downloads("submission-1", 503)
           .then(EventKind::kApiAsked, "form-1 submission-1", 503),
       "answered 503"},
  };
}

class EachRule : public testing::TestWithParam<RuleStories> {};

CheckResult judged(const RuleStories& stories, const Story& story) {
  return judge_consumer_case(tests::case_with(stories.rule, stories.parameters),
                             story.timeline())
      .checks.at(0);
}

TEST_P(EachRule, PassesTheRightStory) {
  const CheckResult result = judged(GetParam(), GetParam().right);

  EXPECT_EQ(result.outcome, OutcomeKind::kPass) << result.why;
  EXPECT_THAT(result.expected, Not(IsEmpty()));
  EXPECT_THAT(result.observed, Not(IsEmpty()));
}

TEST_P(EachRule, FailsTheWrongStoryWithReasonAndMoment) {
  const CheckResult result = judged(GetParam(), GetParam().wrong);

  EXPECT_EQ(result.outcome, OutcomeKind::kFail) << result.observed;
  EXPECT_THAT(result.why, HasSubstr(GetParam().why));
  EXPECT_TRUE(result.wrong_at.has_value());
}

auto name_of = [](const auto& parameter) { return parameter.param.name; };
INSTANTIATE_TEST_SUITE_P(Messages, EachRule,
                         testing::ValuesIn(message_stories()), name_of);
INSTANTIATE_TEST_SUITE_P(Reports, EachRule, testing::ValuesIn(report_stories()),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Connections, EachRule,
                         testing::ValuesIn(connection_stories()), name_of);
INSTANTIATE_TEST_SUITE_P(Durables, EachRule,
                         testing::ValuesIn(durable_stories()), name_of);
INSTANTIATE_TEST_SUITE_P(Programs, EachRule,
                         testing::ValuesIn(program_stories()), name_of);

TEST(ConsumerRules, AreAllTriedBothWays) {
  // Has no moment in the story: tested on its own.
  std::set<std::string> tried = {"no-secrets"};
  for (const auto& stories :
       {message_stories(), report_stories(), connection_stories(),
        durable_stories(), program_stories()})
    for (const RuleStories& each : stories) tried.insert(each.rule);

  for (const RuleDescription& rule : consumer_rules())
    EXPECT_THAT(tried, testing::Contains(std::string(rule.name)));
}

TEST(ConsumerRules, FindASecretWhereverItIs) {
  const auto asked = tests::case_with("no-secrets", kNone);

  const auto clean =
      judge_consumer_case(asked, Story().gets_going().timeline());
  const auto leaky = judge_consumer_case(
      asked, Story()
                 .gets_going()
                 .with({"the NKey seed", "on standard error"})
                 .timeline());

  EXPECT_EQ(clean.outcome, OutcomeKind::kPass);
  EXPECT_EQ(leaky.outcome, OutcomeKind::kFail);
  EXPECT_EQ(leaky.checks[0].observed, "the NKey seed on standard error");
}

}  // namespace
}  // namespace chefs::conformance
