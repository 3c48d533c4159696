// From a failed case's timeline to the mistake that likely made it fail. That
// each wrong consumer is recognised in the case that is there for it, the kill
// matrix tests with the real programs (tests/mutants/consumer_matrix).
#include "consumer-kit/conformance/consumer/causes/likely_causes.h"

#include <gmock/gmock.h>

#include <set>

#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/consumer/told_story.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::Story;

const Json kBoth = {{"messages", {"one", "two"}}};

Story two_published() {
  return Story().published("one", 1).published("two", 2);
}

CaseResult judged(const Story& story) {
  return judge_consumer_case(tests::case_with("acknowledged", kBoth),
                             story.timeline());
}

// The likeliest, or an empty one.
LikelyCause likeliest(const Story& story) {
  const CaseResult result = judged(story);
  return result.likely.empty() ? LikelyCause{} : result.likely.front();
}

Story asks_for(const std::string& config) {
  return two_published().starts().connects().logs_in().asks(
      tests::kCreate + (R"({"stream_name":"CHEFS","config":)" + config + "}"));
}

TEST(LikelyCauses, AreNoneOfAPassedCase) {
  EXPECT_THAT(
      judged(two_published().gets_going().deals_with(1).deals_with(2)).likely,
      IsEmpty());
}

TEST(LikelyCauses, SayThatAnEventIsGivenBackForEver) {
  const LikelyCause cause = likeliest(two_published()
                                          .gets_going()
                                          .deals_with(2)
                                          .is_sent(1)
                                          .acks(1, AckKind::kNak)
                                          .is_sent(1, 2)
                                          .acks(1, AckKind::kNak)
                                          .is_sent(1, 3)
                                          .acks(1, AckKind::kNak));

  EXPECT_EQ(cause.name, "gives-back-for-ever");
  EXPECT_THAT(cause.seen, HasSubstr("\"one\" (sequence 1, a private event) "
                                    "was given back 3 times"));
}

TEST(LikelyCauses, SayThatAProgramAtWorkIsSlow) {
  Story story = Story()
                    .published("one", 1)
                    .published("two", 2)
                    .published("two", 3)
                    .published("two", 4)
                    .gets_going();
  for (std::uint64_t sequence = 1; sequence <= 3; ++sequence)
    story =
        std::move(story).later(std::chrono::seconds(2)).deals_with(sequence);

  const LikelyCause cause = likeliest(std::move(story).ends());

  EXPECT_EQ(cause.name, "works-slowly");
  EXPECT_THAT(cause.seen, HasSubstr("one message in 2 s, and 1 message left"));
}

TEST(LikelyCauses, SayThatAClientRefusedAFrame) {
  const Story story = two_published()
                          .gets_going()
                          .deals_with(1)
                          .cuts_off(2, 1'200'000)
                          .then(EventKind::kClosed, "by program", 1'009);

  const CaseResult result = judged(story);

  EXPECT_EQ(result.likely.at(0).name, "large-frames");
  EXPECT_THAT(result.checks[0].why,
              HasSubstr("was on its way to the program when the program closed "
                        "its connection with 1009"));
}

TEST(LikelyCauses, SayThatAProgramAsksForNewEventsOnly) {
  const CaseResult result =
      judged(asks_for(R"({"durable_name":"mine","ack_policy":"explicit",)"
                      R"("deliver_policy":"new"})")
                 .asks(tests::kFetch));

  EXPECT_EQ(result.likely.at(0).name, "begins-with-what-is-new");
  EXPECT_THAT(result.likely.at(0).seen, HasSubstr("deliver_policy new"));
}

TEST(LikelyCauses, NameTheEventAtWhichAProgramEnds) {
  const LikelyCause cause =
      likeliest(two_published().gets_going().deals_with(1).is_sent(2).exits(1));

  EXPECT_EQ(cause.name, "ends-at-an-event");
  EXPECT_THAT(cause.seen, HasSubstr("\"two\" (sequence 2, a private event) "
                                    "was delivered"));
  EXPECT_THAT(cause.seen, HasSubstr("ended with exit code 1"));
}

TEST(LikelyCauses, TellAProgramThatCannotConnectFromOneThatDoesNotTry) {
  EXPECT_EQ(likeliest(two_published().starts().exits(1)).name,
            "ends-before-it-connects");
  EXPECT_EQ(likeliest(two_published().starts().connects().exits(1)).name,
            "ends-when-it-cannot-connect");
  EXPECT_EQ(likeliest(two_published().starts()).name, "never-connects");
}

TEST(LikelyCauses, AreFewAndTheLikeliestFirst) {
  const CaseResult result =
      judged(asks_for(R"({"name":"other","ack_policy":"none",)"
                      R"("deliver_policy":"new"})")
                 .is_sent(1));

  EXPECT_EQ(result.likely.size(), 3u);
  EXPECT_EQ(result.likely[0].name, "no-durable");
  EXPECT_EQ(result.likely[1].name, "ack-policy-none");
}

TEST(KnownCauses, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Cause& cause : known_causes())
    EXPECT_TRUE(names.insert(cause.name).second) << cause.name;
}

TEST(KnownCauses, AreAllThereForAMutantOrForWhatNoMutantDoes) {
  // What a program does that does not work at all, and what is left to say when
  // nothing more special is seen.
  std::set<std::string> used = {
      "never-connects", "asks-for-nothing", "ends-before-it-connects",
      "ends-by-itself", "cannot-decrypt",   "begins-with-what-is-new",
      "misreports"};
  const auto catalogue = load_consumer_catalogue(CHEFS_CONSUMER_CATALOGUE_DIR);
  for (const Mutant& mutant : catalogue.mutants.mutants)
    used.insert(mutant.cause);

  for (const Cause& cause : known_causes())
    EXPECT_THAT(used, Contains(std::string(cause.name)));
}

}  // namespace
}  // namespace chefs::conformance
