// The consumer suite's catalogue as it is loaded, and what becomes of mistakes
// in it.
#include "consumer-kit/conformance/consumer/consumer_catalogue.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "base/environment_error.h"
#include "consumer-kit/conformance/consumer/consumer_rules.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/catalogue_copy.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::Field;
using testing::Ge;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const ConsumerCatalogue& catalogue() {
  static const ConsumerCatalogue kCatalogue =
      load_consumer_catalogue(CHEFS_CONSUMER_CATALOGUE_DIR);
  return kCatalogue;
}

TEST(ConsumerCatalogue, HasAtLeastNinetyCasesInItsGroups) {
  std::vector<std::string> groups;
  for (const CaseGroup& group : catalogue().groups)
    groups.push_back(group.name);

  EXPECT_THAT(groups, testing::ElementsAre(
                          "connect", "subjects", "source", "envelope",
                          "private", "size", "changes", "delivery", "durable",
                          "faults", "server", "load", "secrets"));
  EXPECT_THAT(catalogue().cases, SizeIs(Ge(90U)));
}

TEST(ConsumerCatalogue, NamesAtLeast45WrongConsumers) {
  EXPECT_THAT(catalogue().mutants.mutants, SizeIs(Ge(45U)));
}

TEST(ConsumerCatalogue, KnowsBothProfiles) {
  std::set<contract::Profile> profiles;
  for (const ConsumerCase& c : catalogue().cases)
    profiles.insert(c.setup.profile);

  EXPECT_THAT(profiles, SizeIs(2));
}

TEST(ConsumerCatalogue, UsesEveryRuleThatThereIs) {
  std::set<std::string> used;
  for (const ConsumerCase& c : catalogue().cases)
    for (const ConsumerCheck& check : c.checks) used.insert(check.rule);

  for (const RuleDescription& rule : consumer_rules())
    EXPECT_THAT(used, Contains(std::string(rule.name)));
}

TEST(ConsumerCatalogue, UsesEveryActionOfTheFaultProxy) {
  std::set<FaultAction> used;
  std::set<producer::ServerAction> on_servers;
  for (const ConsumerCase& c : catalogue().cases) {
    for (const Fault& fault : c.faults.faults) {
      used.insert(fault.action);
      if (fault.action == FaultAction::kServer)
        on_servers.insert(fault.server_action);
    }
  }
  const std::string words =
      producer::known_server_actions(producer::ActionWords::kOfFaults);

  EXPECT_EQ(used.size(),
            static_cast<std::size_t>(FaultAction::kProgramKill) + 1);
  EXPECT_EQ(on_servers.size(),
            static_cast<std::size_t>(std::ranges::count(words, ',')) + 1);
}

TEST(ConsumerRules, AreAllOnThePageForThoseWhoWriteCases) {
  const std::string page =
      tests::read_file(std::filesystem::path(CHEFS_CONSUMER_CATALOGUE_DIR) /
                       "../../docs/writing-a-case.md");

  for (const RuleDescription& rule : consumer_rules()) {
    EXPECT_THAT(page, HasSubstr("| `" + std::string(rule.name) + "` |"));
    EXPECT_THAT(page, HasSubstr(std::string(rule.sentence)));
  }
}

// A step that only a wrong consumer lets run out of time costs nothing; a span
// that is always waited for does.
// The server takes an acknowledgement a moment after the proxy has seen it.
TEST(ConsumerCatalogue, AwaitsWhatItChecksToBeDrained) {
  for (const ConsumerCase& c : catalogue().cases) {
    const bool is_checked = std::ranges::any_of(
        c.checks,
        [](const ConsumerCheck& check) { return check.rule == "drained"; });
    const auto* last = std::get_if<AwaitStep>(&c.steps.back());
    EXPECT_TRUE(!is_checked || (last != nullptr && last->is_drained))
        << c.info.id;
  }
}

// But where a client's pull, of 30 s by default, has to run out.
TEST(ConsumerCatalogue, ObservesForThreeSecondsAtMost) {
  for (const ConsumerCase& c : catalogue().cases) {
    if (c.info.id == "consumer.server.publishing-revoked") continue;
    for (const Step& step : c.steps) {
      const auto* observe = std::get_if<ObserveStep>(&step);
      if (observe == nullptr) continue;
      EXPECT_LE(observe->span, std::chrono::seconds(3)) << c.info.id;
    }
  }
}

std::string error_of_loading(const std::filesystem::path& folder) {
  try {
    (void)load_consumer_catalogue(folder);
  } catch (const base::EnvironmentError& error) {
    return error.what();
  }
  return "";
}

struct Mistake {
  const char* what;
  const char* file;
  const char* pointer;
  Json value;
  const char* error;
};

class BadConsumerCatalogue : public testing::TestWithParam<Mistake> {};

TEST_P(BadConsumerCatalogue, IsRefusedWithFilePointerAndWhatWasExpected) {
  const Mistake& mistake = GetParam();
  const tests::CatalogueCopy copy(CHEFS_CONSUMER_CATALOGUE_DIR);
  copy.set(mistake.file, mistake.pointer, mistake.value);

  const std::string error = error_of_loading(copy.path());

  EXPECT_THAT(error, HasSubstr(mistake.file));
  EXPECT_THAT(error, HasSubstr(mistake.error));
}

INSTANTIATE_TEST_SUITE_P(
    EachMistake, BadConsumerCatalogue,
    testing::Values(
        Mistake{"UnknownLevel", "connect.json", "/cases/0/level", "always",
                "at /cases/0/level: expected one of must, should, may"},
        Mistake{"UnknownField", "connect.json", "/cases/0/colour", "red",
                "colour is unknown"},
        Mistake{"IdOfTheOtherSuite", "connect.json", "/cases/0/id",
                "decrypt.connect.websocket",
                "expected an id like consumer.connect."},
        Mistake{"UnknownSetup", "connect.json", "/cases/0/setup",
                Json{{"colour", "red"}}, "at /cases/0/setup"},
        Mistake{"TwoServers", "connect.json", "/cases/0/setup",
                Json{{"servers", 2}}, "expected 1 or 3"},
        Mistake{"UnknownApiAnswer", "size.json", "/cases/2/setup/api/0", "302",
                "expected one of 200, 401, 404, 429, 500, 503, slow"},
        Mistake{"MessageTwice", "source.json", "/cases/0/messages/1/name",
                "pull-request", "expected a name used once in its case"},
        Mistake{"MessageThatIsNotPublished", "source.json",
                "/cases/0/messages/3", Json{{"name", "more"}},
                "expected a step that publishes the message more"},
        Mistake{"BytesOfAnEvent", "source.json", "/cases/0/messages/0/bytes",
                "x", "expected bytes in a message of the kind raw"},
        Mistake{"TamperedPublicMessage", "source.json",
                "/cases/0/messages/0/tampered", "tag",
                "expected a private message where sealed_with or tampered"},
        Mistake{"StepWithoutAnAction", "connect.json", "/cases/0/steps/0",
                Json{{"dance", 1}}, "expected one of publish, start, signal"},
        Mistake{"StepAboutAnUnknownMessage", "connect.json",
                "/cases/0/steps/0/publish/0", "nothing",
                "expected the name of one of the case's messages"},
        Mistake{"MemberBeyondTheGroup", "load.json",
                "/cases/0/steps/2/await/acked/0", "open/985",
                "expected the name of one of the case's messages"},
        Mistake{"AwaitingNothing", "connect.json", "/cases/0/steps/2",
                Json{{"await", {{"within_ms", 5}}}},
                "expected something to wait for"},
        Mistake{"NoStart", "connect.json", "/cases/0/steps/1",
                Json{{"signal", "TERM"}},
                "expected a step that starts the program"},
        Mistake{"UnknownFault", "faults.json", "/cases/0/faults/0/do",
                Json{{"dance", 1}}, "at /cases/0/faults/0/do"},
        Mistake{"UnknownRule", "connect.json", "/cases/0/checks/0/rule",
                "perfect", "expected a rule of docs/writing-a-case.md"},
        Mistake{"ParameterOfAnotherRule", "connect.json",
                "/cases/0/checks/0/count", 3,
                "expected no parameter count of the rule websocket"},
        Mistake{"CheckNamedReports", "connect.json", "/cases/0/checks/0/name",
                "reports", "and not \"reports\""},
        Mistake{"UnknownObservation", "load.json", "/cases/3/checks/0/during",
                "sleep", "expected the name of a step that observes"},
        Mistake{"UnknownOutcome", "envelope.json",
                "/cases/0/messages/0/outcomes/0", "eaten",
                "expected an outcome of a report"},
        Mistake{"MutantWithoutACause", "mutants.json", "/mutants/0/cause",
                "bad-luck", "which is none of causes/likely_causes.cc"},
        Mistake{"UnknownSecret", "secrets.json", "/cases/0/checks/0/secrets/0",
                "password", "expected one of seed, key, plaintext, api-key"},
        Mistake{"UnknownPlace", "secrets.json", "/cases/0/checks/0/where",
                "paper", "expected one of output, arguments"},
        Mistake{"MutantThatNoCaseNames", "mutants.json", "/mutants/0/killed_by",
                "consumer.connect.nkey", "which does not name it"}),
    [](const auto& parameter) { return parameter.param.what; });

}  // namespace
}  // namespace chefs::conformance
