// Forms and submissions: the same seed gives the same bytes, answers fit their
// forms, and the rows look like those of CHEFS. The judge of answers and rows
// is form_checker.mjs, which knows nothing of the generator.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "contract/js_json.h"
#include "producer/generator/form_factory.h"
#include "producer/generator/rows.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using contract::stringify;
using tests::Finished;
using tests::project_file;
using tests::read_file;
using tests::run_program;

class Generated {
 public:
  explicit Generated(std::uint64_t seed)
      : clock(kFixedEpoch, std::chrono::seconds(1)), factory(seed, clock) {}

  Form form(const std::string& name) {
    return factory.make_form({.name = name, .title = {}, .settings = {}});
  }

  SteppingClock clock;
  FormFactory factory;
};

std::string schema_text(const Form& form) {
  return stringify(form_event_row(*form.version, VersionState::kPublished));
}

// A line each: the form, then its submissions.
std::string forms_and_answers(std::uint64_t seed, int forms, int submissions) {
  Generated generated(seed);
  std::string lines;
  for (int i = 0; i < forms; ++i) {
    const Form form = generated.form("form-" + std::to_string(i));
    lines += schema_text(form) + "\n";
    for (int j = 0; j < submissions; ++j) {
      Submission submission = generated.factory.create_submission(form);
      submission.is_draft = j % 3 == 0;
      if (j % 4 == 1) generated.factory.change_submission(submission);
      if (j % 4 == 2) generated.factory.delete_submission(submission);
      lines += stringify(submission_row(submission)) + "\n";
    }
  }
  return lines;
}

TEST(Generator, GivesTheSameBytesForTheSameSeed) {
  EXPECT_EQ(forms_and_answers(42, 3, 20), forms_and_answers(42, 3, 20));
}

TEST(Generator, GivesOtherBytesForAnotherSeed) {
  Generated one(1);
  Generated two(2);
  const Form first = one.form("permit");
  const Form second = two.form("permit");

  EXPECT_NE(first.id(), second.id());
  EXPECT_NE(schema_text(first), schema_text(second));
  EXPECT_NE(first.api_key.reveal(), second.api_key.reveal());
  EXPECT_NE(generated_key(1, "shared").reveal(),
            generated_key(2, "shared").reveal());
}

TEST(Generator, KeepsAFormAsItIsWhenOthersAreAddedBesideIt) {
  Generated alone(7);
  Generated beside(7);
  beside.form("another");

  EXPECT_EQ(alone.form("permit").id(), beside.form("permit").id());
}

TEST(Generator, MakesKeysOf64HexDigits) {
  EXPECT_THAT(std::string(generated_key(5, "shared").reveal()),
              testing::MatchesRegex("[0-9a-f]{64}"));
}

TEST(Generator, ChangesAnswersWithEachRevision) {
  Generated generated(3);
  const Form form = generated.form("permit");
  Submission submission = generated.factory.create_submission(form);
  const auto before = submission_row(submission);

  generated.factory.change_submission(submission);
  const auto after = submission_row(submission);

  EXPECT_NE(before["submission"]["data"], after["submission"]["data"]);
  EXPECT_EQ(before["id"], after["id"]);
  EXPECT_EQ(before["createdBy"], after["createdBy"]);
  EXPECT_TRUE(before["updatedBy"].is_null());
  EXPECT_EQ(after["updatedBy"], after["createdBy"]);
  EXPECT_LT(after["createdAt"], after["updatedAt"]);
}

TEST(Generator, NumbersTheVersionsOfAForm) {
  Generated generated(3);
  Form form = generated.form("permit");
  const std::string id = form.id();
  const auto first = form.version;

  generated.factory.add_version(form);

  EXPECT_EQ(form.id(), id);
  EXPECT_NE(form.version->id, first->id);
  EXPECT_EQ(first->row["version"], 1);
  EXPECT_EQ(form.version->row["version"], 2);
}

TEST(Generator, FillsARowToTheByte) {
  Generated generated(11);
  const Form form = generated.form("permit");
  Submission submission = generated.factory.create_submission(form);
  const std::int64_t smallest = smallest_submission_row_bytes(submission);

  for (const std::int64_t bytes :
       {smallest, smallest + 1, smallest + 997, std::int64_t{50'000},
        std::int64_t{482'345}}) {
    submission.row_bytes = bytes;
    EXPECT_EQ(stringify(submission_row(submission)).size(), bytes);
  }
  submission.row_bytes = smallest - 1;
  EXPECT_THROW(submission_row(submission), std::invalid_argument);
}

TEST(Generator, MakesRowsAndAnswersThatFitTheirForms) {
  const Finished run = run_program(
      {.argv = {"node",
                project_file("tests/producer/generator/form_checker.mjs")},
       .in = forms_and_answers(2025, 25, 12)});

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "25 forms, 300 submissions\n");
}

TEST(FormChecker, FindsAnAnswerThatDoesNotFit) {
  Generated generated(9);
  const Form form = generated.form("permit");
  auto row = submission_row(generated.factory.create_submission(form));
  row["submission"]["data"]["question3"] = "forty-two";

  const Finished run = run_program(
      {.argv = {"node",
                project_file("tests/producer/generator/form_checker.mjs")},
       .in = schema_text(form) + "\n" + stringify(row) + "\n"});

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, testing::HasSubstr("question3"));
}

TEST(Generator, WritesInSeveralScripts) {
  const std::string text = forms_and_answers(1, 10, 30);

  for (const char* sample : {"é", "О", "ل", "陳", "ਸ", "ᓂ", "지", "ʔ"}) {
    EXPECT_THAT(text, testing::HasSubstr(sample));
  }
  // Beyond the basic plane: a UTF-8 sequence of four bytes.
  EXPECT_THAT(text, testing::HasSubstr("\xF0\x9F"));
}

TEST(Generator, MakesFileNamesOfTitlesAsChefsDoes) {
  EXPECT_EQ(snake_name("Special Event  Permit"), "special_event_permit");
  EXPECT_EQ(snake_name("Farm Workers' Housing / 農場"),
            "farm_workers_housing__");
  EXPECT_EQ(snake_name("a-b_c.d"), "a-b_cd");
}

TEST(Generator, AnswersADownloadWithSubmissionVersionAndForm) {
  Generated generated(4);
  const Form form = generated.form("permit");
  const Submission submission = generated.factory.create_submission(form);

  const auto download = submission_download(submission);

  ASSERT_EQ(download.size(), 3U);
  EXPECT_EQ(stringify(download["submission"]),
            stringify(submission_row(submission)));
  EXPECT_EQ(download["version"]["id"], form.version->id);
  EXPECT_EQ(download["form"]["id"], form.id());
  EXPECT_FALSE(download["form"].contains("versions"));
}

}  // namespace
}  // namespace chefs::producer
