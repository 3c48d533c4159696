#include "tests/consumer-kit/conformance/consumer/rule_stories.h"

namespace chefs::conformance {
namespace {

constexpr const char* kPlain =
    R"({"durable_name":"mine","ack_policy":"explicit",)"
    R"("ack_wait":30000000000,"deliver_policy":"all","num_replicas":0,)"
    R"("max_deliver":-1})";

// The settings that stand in the place of `kPlain`'s.
Story with_settings(const char* change) {
  Json config = Json::parse(kPlain);
  config.merge_patch(Json::parse(change));
  return made(config.dump());
}

// Asked for and deleted: what was asked for is all that is known.
Story asked_for_and_gone(const char* config) {
  return Story()
      .starts()
      .connects()
      .logs_in()
      .asks(std::string(tests::kCreate) + R"({"config":)" + config + "}")
      .asks(tests::kFetch);
}

Story begins_at(const char* start, const char* created) {
  const Json info = {{"name", "mine"},
                     {"created", created},
                     {"config",
                      {{"durable_name", "mine"},
                       {"deliver_policy", "by_start_time"},
                       {"opt_start_time", start}}}};
  return Story().gets_going().then(EventKind::kDurable, info.dump());
}

}  // namespace

std::vector<RuleStories> setting_stories() {
  return {
      {"AckWait", "durable-ack-wait", kNone, made(kPlain),
       with_settings(R"({"ack_wait":1000000000})"),
       "its ack_wait is 1 s: an event that takes longer"},
      {"AckWaitNotSet", "durable-ack-wait", kNone,
       asked_for_and_gone(R"({"durable_name":"mine"})"),
       asked_for_and_gone(R"({"durable_name":"mine","ack_wait":50000000})"),
       "its ack_wait is 50 ms"},
      {"AckWaitAndNoLonger", "durable-ack-wait", kNone,
       with_settings(R"({"ack_wait":3600000000000})"),
       with_settings(R"({"ack_wait":86400000000000})"),
       "its ack_wait is 24 hours: what a consumer had in hand"},
      {"AckWaitOfABackoff", "durable-ack-wait", kNone,
       with_settings(R"({"backoff":[30000000000,60000000000]})"),
       with_settings(R"({"backoff":[1000000000,60000000000]})"),
       "its first backoff is 1 s"},
      {"KeepsTrying", "durable-keeps-trying", kNone, made(kPlain),
       with_settings(R"({"max_deliver":5})"),
       "its max_deliver is 5: an event that fails for 5 minutes"},
      {"KeepsTryingForThreeDays", "durable-keeps-trying", kNone,
       with_settings(R"({"max_deliver":4320})"),
       with_settings(R"({"max_deliver":1000})"), "that fails for 16.7 hours"},
      {"KeepsTryingWithABackoff", "durable-keeps-trying", kNone,
       with_settings(
           R"({"max_deliver":75,"backoff":[1000000000,3600000000000]})"),
       with_settings(
           R"({"max_deliver":20,"backoff":[1000000000,3600000000000]})"),
       "that fails for 19 hours"},
      {"OutlastsAbsence", "durable-outlasts-absence", kNone, made(kPlain),
       with_settings(R"({"inactive_threshold":3600000000000})"),
       "its inactive_threshold is 60 minutes"},
      {"OutlastsAbsenceOfThreeDays", "durable-outlasts-absence", kNone,
       with_settings(R"({"inactive_threshold":259200000000000})"),
       with_settings(R"({"inactive_threshold":172800000000000})"),
       "its inactive_threshold is 2 days"},
      {"FromTheStart", "durable-from-the-start", kNone, made(kPlain),
       with_settings(R"({"deliver_policy":"new"})"),
       "what was published before it was made never comes"},
      {"FromTheStartAndNotTheLast", "durable-from-the-start", kNone,
       asked_for_and_gone(R"({"durable_name":"mine"})"),
       with_settings(R"({"deliver_policy":"last"})"), "one event comes"},
      {"FromTheStartOfEachSubject", "durable-from-the-start", kNone,
       made(kPlain), with_settings(R"({"deliver_policy":"last_per_subject"})"),
       "of each form and type one event comes"},
      {"FromTheFirstSequence", "durable-from-the-start", kNone,
       with_settings(
           R"({"deliver_policy":"by_start_sequence","opt_start_seq":1})"),
       with_settings(
           R"({"deliver_policy":"by_start_sequence","opt_start_seq":7})"),
       "which nobody asked for"},
      {"FromATimeBeforeAll", "durable-from-the-start", kNone,
       begins_at("2026-11-02T00:00:00Z", "2026-11-30T18:24:13Z"),
       begins_at("2026-11-27T00:00:00Z", "2026-11-30T18:24:13Z"),
       "from 2026-11-27T00:00:00Z: what was published before"},
      {"WholeEvents", "durable-whole-events", kNone, made(kPlain),
       with_settings(R"({"headers_only":true})"), "CHEFS has all in the body"},
      {"AtFullPace", "durable-at-full-pace", kNone,
       with_settings(R"({"replay_policy":"instant"})"),
       with_settings(R"({"replay_policy":"original"})"), "a night for a night"},
      {"Stored", "durable-stored", kNone, made(kPlain),
       with_settings(R"({"mem_storage":true})"), "it has forgotten how far"},
      {"StoredAsOften", "durable-stored", kNone,
       with_settings(R"({"num_replicas":3})"),
       with_settings(R"({"num_replicas":1})"), "the consumer stands still"},
  };
}

}  // namespace chefs::conformance
