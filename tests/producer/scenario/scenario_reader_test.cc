// A scenario is read strictly; each mistake tells the file, the place and what
// was expected. That scenarios/scenario.schema.json says the same is checked by
// scenario_schema.mjs.
#include "producer/scenario/scenario_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/environment_error.h"
#include "producer/scenario/scenario_error.h"
#include "producer/scenario/scenario_files.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

struct Mistake {
  std::string name;
  std::string text;
  // After "bad.json: ".
  std::string place;
  std::string expected;
};

// One step in an otherwise right scenario.
std::string with_step(const std::string& step) {
  return R"({"title": "T", "forms": {"permit": {}}, "steps": [)" + step + "]}";
}

std::string with_form(const std::string& form) {
  return R"({"title": "T", "forms": {"permit": )" + form +
         R"(}, "steps": [{"do": "publish-form", "form": "permit"}]})";
}

std::vector<Mistake> mistakes() {
  return {
      {"Empty", "", "line 1, column 1", "no JSON"},
      {"CutOff", "{\n  \"title\": \"T\",\n", "line 3, column 1", "no JSON"},
      {"TrailingComma", "{\"title\": \"T\",\n \"forms\": {},}",
       "line 2, column 14", "no JSON"},
      {"NoObject", "[]", "(whole file)", "expected an object, found an array"},
      {"KeyTwice", R"({"title": "A", "title": "B"})", "(file)",
       "the key \"title\" stands twice"},
      {"NoTitle", R"({"forms": {"a": {}}, "steps": []})", "(whole file)",
       "\"title\" (a string) is missing"},
      {"TitleIsANumber", R"({"title": 7})", "/title",
       "expected a string that is not empty, found the number 7"},
      {"NoForms", R"({"title": "T", "steps": []})", "(whole file)",
       "\"forms\" (an object) is missing"},
      {"FormsEmpty", R"({"title": "T", "forms": {}, "steps": []})", "/forms",
       "expected at least one form, found none"},
      {"NoSteps", R"({"title": "T", "forms": {"a": {}}})", "(whole file)",
       "\"steps\" (an array) is missing"},
      {"StepsEmpty", R"({"title": "T", "forms": {"a": {}}, "steps": []})",
       "/steps", "expected at least one step, found none"},
      {"UnknownTopField",
       R"({"title": "T", "forms": {"a": {}}, "steps":
           [{"do": "publish-form", "form": "a"}], "stepps": 1})",
       "/stepps",
       "unknown field; known here: $schema, description, forms, source, steps, "
       "title"},
      {"UnknownFormField", with_form(R"({"titel": "x"})"),
       "/forms/permit/titel", "unknown field"},
      {"StreamsNotBoolean", with_form(R"({"streams": {"public": "yes"}})"),
       "/forms/permit/streams/public",
       "expected true or false, found the string \"yes\""},
      {"MetadataNoObject", with_form(R"({"metadata": []})"),
       "/forms/permit/metadata", "expected an object, found an array"},
      {"KeyEmpty", with_form(R"({"key": ""})"), "/forms/permit/key",
       "expected a string that is not empty, found the string \"\""},
      {"StepNoObject", with_step("7"), "/steps/0",
       "expected an object, found the number 7"},
      {"StepWithoutDo", with_step(R"({"form": "permit"})"), "/steps/0",
       "\"do\" (a string) is missing"},
      {"UnknownStep", with_step(R"({"do": "publish", "form": "permit"})"),
       "/steps/0/do", "unknown step \"publish\"; expected publish-form"},
      {"UnknownStepField",
       with_step(R"({"do": "publish-form", "form": "permit", "draft": false})"),
       "/steps/0/draft",
       "unknown field; known here: do, form, new_version, profile, unchecked"},
      {"FormMissing", with_step(R"({"do": "publish-form"})"), "/steps/0",
       "\"form\" (a string) is missing"},
      {"FormNotDeclared",
       with_step(R"({"do": "publish-form", "form": "permitt"})"),
       "/steps/0/form", "no form is called \"permitt\"; declared: permit"},
      {"SubmissionNotCreated",
       with_step(R"({"do": "delete-submission", "submission": "one"})"),
       "/steps/0/submission",
       "no step before this one creates a submission \"as\": \"one\"; created "
       "so far: none"},
      {"BytesZero", with_step(R"({"do": "create-submission", "form": "permit",
                     "message_bytes": 0})"),
       "/steps/0/message_bytes",
       "expected a whole number from 1 to 1000000000, found the number 0"},
      {"BytesFraction",
       with_step(R"({"do": "create-submission", "form": "permit",
                     "message_bytes": 1.5})"),
       "/steps/0/message_bytes", "found the number 1.5"},
      {"DraftNoBoolean",
       with_step(R"({"do": "create-submission", "form": "permit",
                     "draft": "no"})"),
       "/steps/0/draft", "expected true or false, found the string \"no\""},
      {"UnknownProfile", with_step(R"({"do": "publish-form", "form": "permit",
                     "profile": "prod"})"),
       "/steps/0/profile",
       "expected \"documented\" or \"deployed\", found \"prod\""},
      {"RawWithoutBytes",
       with_step(R"({"do": "send-raw", "subject": "PUBLIC.forms.a.b.c"})"),
       "/steps/0", "expected either \"text\" or \"base64\""},
      {"RawWithBoth",
       with_step(R"({"do": "send-raw", "subject": "s", "text": "",
                     "base64": ""})"),
       "/steps/0", "expected either \"text\" or \"base64\""},
      {"RawBadBase64",
       with_step(R"({"do": "send-raw", "subject": "s", "base64": "a"})"),
       "/steps/0/base64", "expected base64 text with its padding"},
      {"RawUnknownPlaceholder",
       with_step(R"({"do": "send-raw", "subject": "a.{other}", "text": ""})"),
       "/steps/0/subject",
       "expected {name of a form}, found \"{other}\"; declared: permit"},
      {"RepeatWithoutTimes",
       with_step(R"({"do": "repeat", "steps": [{"do": "x"}]})"), "/steps/0",
       "\"times\" (a whole number) is missing"},
      {"MistakeInARepeat", with_step(R"({"do": "repeat", "times": 2, "steps": [
                     {"do": "publish-form", "form": "permit"},
                     {"do": "publish-form", "form": "x/y~z"}]})"),
       "/steps/0/steps/1/form", "no form is called \"x/y~z\""},
      {"KeyWithASlash",
       R"({"title": "T", "forms": {"a/b": {"c~d": 1}}, "steps": []})",
       "/forms/a~1b/c~0d", "unknown field"},
  };
}

class ScenarioMistake : public testing::TestWithParam<Mistake> {};
INSTANTIATE_TEST_SUITE_P(Table, ScenarioMistake, testing::ValuesIn(mistakes()),
                         [](const auto& tested) { return tested.param.name; });

TEST_P(ScenarioMistake, IsToldWithItsPlace) {
  std::string told;
  try {
    read_scenario(GetParam().text, "bad.json");
  } catch (const ScenarioError& error) {
    told = error.what();
  }

  EXPECT_THAT(told, AllOf(StartsWith("bad.json: " + GetParam().place + ": "),
                          HasSubstr(GetParam().expected)));
}

// The schema must refuse what the reader refuses for its form. What only a
// reader that knows the names can see is marked by the schema as right.
TEST(ScenarioSchema, AgreesWithTheReaderOnEveryScenarioAndMistake) {
  const std::string knows_names[] = {"FormNotDeclared",
                                     "SubmissionNotCreated",
                                     "RawUnknownPlaceholder",
                                     "RawBadBase64",
                                     "KeyTwice",
                                     "MistakeInARepeat"};
  contract::Json input = contract::Json::object();
  for (const Mistake& mistake : mistakes()) {
    if (mistake.expected == "no JSON") continue;
    const bool is_right_by_form =
        std::find(std::begin(knows_names), std::end(knows_names),
                  mistake.name) != std::end(knows_names);
    if (mistake.name == "KeyTwice") continue;
    input["texts"].push_back({{"name", mistake.name},
                              {"text", mistake.text},
                              {"valid", is_right_by_form}});
  }
  const auto folder = tests::project_file("scenarios");
  for (const std::string& name : scenario_names(folder.parent_path())) {
    input["texts"].push_back(
        {{"name", name},
         {"text", tests::read_file(folder / (name + ".json"))},
         {"valid", true}});
  }
  input["schema"] = tests::read_file(folder / "scenario.schema.json");

  const tests::Finished run = tests::run_node(
      "tests/producer/scenario/scenario_schema.mjs", input.dump());

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out,
              HasSubstr("agree on " + std::to_string(input["texts"].size())));
}

TEST(ScenarioReader, ReadsEveryScenarioOfTheToolkit) {
  const auto data = tests::project_file(".");
  const auto names = scenario_names(data);

  EXPECT_THAT(names,
              testing::IsSupersetOf({"busy-hour", "oversize-edges",
                                     "rotated-key", "shared-key",
                                     "shared-server", "tour", "vocabularies"}));
  for (const std::string& name : names) {
    EXPECT_NO_THROW(read_scenario_file(find_scenario(name, data))) << name;
  }
}

TEST(ScenarioReader, GivesFormsTheirDefaults) {
  const Scenario scenario = read_scenario(
      R"({"title": "T", "source": "chefs",
          "forms": {"own": {}, "other": {"source": "pr-1"}},
          "steps": [{"do": "publish-form", "form": "own"}]})",
      "x.json");

  ASSERT_EQ(scenario.forms.size(), 2U);
  EXPECT_EQ(scenario.forms[0].source, "chefs");
  EXPECT_EQ(scenario.forms[0].key_name, kSharedKeyName);
  EXPECT_EQ(scenario.forms[1].source, "pr-1");
  EXPECT_NE(scenario.forms[1].key_name, kSharedKeyName);
  EXPECT_EQ(scenario.forms[0].streams, StreamSettings{});
}

TEST(ScenarioFiles, TellTheNamesThatThereAre) {
  std::string told;
  try {
    find_scenario("tuor", tests::project_file("."));
  } catch (const ScenarioNotFound& error) {
    told = error.what();
  }

  EXPECT_THAT(told, AllOf(HasSubstr("\"tuor\""), HasSubstr("busy-hour, "),
                          HasSubstr("tour")));
}

TEST(ScenarioFiles, FindTheFolderAsInstalledAsBuiltAndAsAskedFor) {
  const tests::TemporaryFolder root;
  const auto installed = root / "prefix/share/chefs-mock";
  const auto built = root / "tree";
  const auto asked = root / "asked";
  for (const auto& folder : {installed, built, asked}) {
    std::filesystem::create_directories(folder / "scenarios");
  }

  EXPECT_EQ(find_data_folder(root / "prefix/bin/chefs-mock", ""), installed);
  EXPECT_EQ(find_data_folder(root / "tree/build/dev/cli/chefs-mock", ""),
            built);
  EXPECT_EQ(find_data_folder(root / "prefix/bin/chefs-mock", asked), asked);
  EXPECT_THROW(find_data_folder(root / "elsewhere/chefs-mock", ""),
               base::EnvironmentError);
  EXPECT_THROW(find_data_folder(root / "prefix/bin/chefs-mock", root / "none"),
               base::EnvironmentError);
}

}  // namespace
}  // namespace chefs::producer
