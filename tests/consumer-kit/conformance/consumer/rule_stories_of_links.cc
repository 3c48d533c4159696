#include <utility>

#include "tests/consumer-kit/conformance/consumer/rule_stories.h"

namespace chefs::conformance {
namespace {

using std::chrono::milliseconds;

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

Story subscribes_again(int times, Story so_far = Story().starts()) {
  Story story = std::move(so_far)
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

Story made_and_started_again(const char* config) {
  return made(config).is_killed().gets_going();
}

}  // namespace

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
      {"RefusesServer",
       "refuses-server",
       {{"during", "untrusted"}},
       Story()
           .starts()
           .then(EventKind::kRefused, "no TLS: unknown ca")
           .then(EventKind::kMarked, "untrusted-begins")
           .then(EventKind::kMarked, "untrusted-ends")
           .connects()
           .logs_in(),
       Story()
           .starts()
           .connects("websocket tls")
           .logs_in()
           .then(EventKind::kMarked, "untrusted-begins")
           .then(EventKind::kMarked, "untrusted-ends"),
       "did not ask who signed"},
      {"RefusesServerBeforeItOpens",
       "refuses-server",
       {{"during", "untrusted"}},
       Story()
           .starts()
           .then(EventKind::kMarked, "untrusted-begins")
           .then(EventKind::kRefused, "no TLS: unknown ca")
           .then(EventKind::kMarked, "untrusted-ends"),
       Story()
           .starts()
           .then(EventKind::kMarked, "untrusted-begins")
           .connects("websocket tls")
           .then(EventKind::kMarked, "untrusted-ends"),
       "went on after a certificate"},
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
      {"ReconnectsBeforeTheOldOneIsClosed", "reconnects", kNone,
       Story()
           .gets_going()
           .then(EventKind::kFault, "pass nothing any more")
           .logs_in_on_a_second_connection()
           .loses_connection("by program"),
       Story()
           .gets_going()
           .logs_in_on_a_second_connection()
           .then(EventKind::kFault, "pass nothing any more")
           .loses_connection("by program"),
       "did not log in again"},
      {"ReconnectsAndTheOldOneStaysOpen", "reconnects", kNone,
       Story()
           .gets_going()
           .is_sent(1)
           .then(EventKind::kFault, "pass nothing any more")
           .logs_in_on_a_second_connection()
           .ends()
           .loses_connection("by program"),
       Story()
           .gets_going()
           .is_sent(1)
           .then(EventKind::kFault, "pass nothing any more")
           .ends()
           .loses_connection("by program"),
       "kept the connection that the fault had struck"},
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
      {"SameSubscriptionsAfterALoginThatBroke", "same-subscriptions", kNone,
       subscribes_again(1, Story().starts().connects().loses_connection()),
       subscribes_again(2, Story().starts().connects().loses_connection()),
       "it reads twice from then on"},
      {"AnswersPings", "answers-pings", kNone,
       Story()
           .gets_going()
           .then(EventKind::kFault,
                 "at the 1st silence of 9 ms: send a WebSocket ping")
           .then(EventKind::kPonged),
       Story()
           .gets_going()
           .then(EventKind::kPonged)
           .then(EventKind::kFault,
                 "at the 1st silence of 9 ms: send a WebSocket ping"),
       "takes it for gone"},
      {"AnswersPingsIfItIsEverSilent", "answers-pings", kNone,
       two_published().gets_going().is_sent(1), Story().starts().exits(1),
       "ended with exit code 1"},
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
      {"FiltersFollowed", "filters-followed", kNone,
       made_and_started_again(kGoodConfig),
       made_and_started_again(R"({"durable_name":"mine"})"),
       "what was asked for since is never sent"},
      {"FiltersFollowedByRefusal", "filters-followed", kNone,
       made(R"({"durable_name":"mine"})").starts().connects().exits(2),
       made_and_started_again(R"({"durable_name":"mine"})"),
       "the durable has other filters"},
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
      {"GoesOn", "goes-on-or-fails", kOne,
       two_published().gets_going().deals_with(1),
       two_published().gets_going().is_sent(1),
       "it runs on as if all were well"},
      {"GoesOnOrFails", "goes-on-or-fails", kOne,
       two_published().gets_going().exits(1),
       two_published().gets_going().exits(0), "takes that for a success"},
      {"GoesOnOrFailsWithoutACrash", "goes-on-or-fails", kOne,
       two_published().gets_going().exits(2),
       two_published().gets_going().exits(128 + SIGSEGV), "it crashed"},
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

}  // namespace chefs::conformance
