#include "contract/subject.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::contract {
namespace {

using testing::HasSubstr;
using testing::Optional;

constexpr std::string_view kFormId = "5a3fb7c4-7b3e-4a2e-9d6c-0d8f1b2a3c4d";

std::string with_form(std::string_view start) {
  return std::string(start) + "." + std::string(kFormId);
}

TEST(Subject, IsWrittenAsFiveTokens) {
  const Subject subject{Visibility::kPrivate, "forms", "submission", "created",
                        std::string(kFormId)};

  EXPECT_EQ(to_string(subject), with_form("PRIVATE.forms.submission.created"));
}

TEST(Subject, IsReadBackAsItWasWritten) {
  const Subject subject{Visibility::kPublic, "forms", "schema", "published",
                        std::string(kFormId)};

  EXPECT_EQ(parse_subject(to_string(subject)), subject);
}

TEST(Subject, MayHoldWordsThatAreNotKnownYet) {
  const auto subject = parse_subject("PUBLIC.forms.report.ran.x");

  ASSERT_TRUE(subject);
  EXPECT_EQ(subject->event_class, "report");
  EXPECT_EQ(subject->type, "ran");
}

TEST(Subject, IsNotReadFromTextOfAnotherShape) {
  for (const std::string_view text :
       {"", ".", "PUBLIC.forms.schema.published",
        "PUBLIC.forms.schema.published.a.b", "PUBLIC.forms.schema.published.",
        ".forms.schema.published.a", "PUBLIC..schema.published.a",
        "public.forms.schema.published.a", "SECRET.forms.schema.published.a",
        "PUBLIC.forms.*.published.a", "PUBLIC.forms.schema.published.>",
        "PUBLIC.forms.schema.published.a b",
        "PUBLIC.forms.schema.published.a\n"}) {
    EXPECT_FALSE(parse_subject(text)) << text;
  }
}

struct Match {
  std::string_view filter;
  std::string_view subject;
  bool matches;
};

// Worked out by hand from the NATS documentation, "Subject-Based Messaging",
// "Wildcards".
constexpr Match kMatches[] = {
    {"a", "a", true},
    {"a", "b", false},
    {"a", "A", false},
    {"a", "a.b", false},
    {"a.b", "a", false},
    {"*", "a", true},
    {"*", "a.b", false},
    {"*.*", "a.b", true},
    {"*.*", "a", false},
    {"a.*.c", "a.b.c", true},
    {"a.*.c", "a.b.b.c", false},
    {"a.*.c", "a.c", false},
    {"*.b.*", "a.b.c", true},
    {">", "a", true},
    {">", "a.b.c", true},
    {"a.>", "a.b", true},
    {"a.>", "a.b.c.d", true},
    {"a.>", "a", false},
    {"a.>", "b.c", false},
    {"a.*.>", "a.b.c", true},
    {"a.*.>", "a.b", false},
    {"ab", "a", false},
    {"a", "ab", false},
    {"a*", "ab", false},
    {"a>", "ab", false},
    {"a.b*", "a.bc", false},
    {"PRIVATE.forms.submission.>", "PRIVATE.forms.submission.created.x", true},
    {"PRIVATE.forms.submissions.>", "PRIVATE.forms.submission.created.x",
     false},
    {"*.forms.*.*.x", "PUBLIC.forms.schema.published.x", true},
    {"PUBLIC.forms.>", "PRIVATE.forms.schema.published.x", false},
};

TEST(SubjectMatching, FollowsTheRulesOfNats) {
  for (const Match& match : kMatches) {
    EXPECT_EQ(subject_matches(match.filter, match.subject), match.matches)
        << match.filter << " on " << match.subject;
  }
}

TEST(ValidFilter, HasWildcardsAloneInTheirTokens) {
  for (const std::string_view filter :
       {"a", "*", ">", "a.*.b", "a.>", "*.>", "a*", "a>b", "PUBLIC.forms.>"}) {
    EXPECT_TRUE(is_valid_filter(filter)) << filter;
  }
  for (const std::string_view filter :
       {"", ".", "a.", ".a", "a..b", ">.a", "a.>.b", "a b", "a.\tb", "a.b\n"}) {
    EXPECT_FALSE(is_valid_filter(filter)) << filter;
  }
}

TEST(FilterAdvice, NamesTheSingularForThePluralOfThePublishedExample) {
  const auto advice = why_filter_matches_nothing("PRIVATE.forms.submissions.>");

  EXPECT_THAT(advice, Optional(HasSubstr("`submissions`")));
  EXPECT_THAT(advice, Optional(HasSubstr("CHEFS sends `submission` there")));
}

struct Advice {
  std::string_view filter;
  std::string_view told;
};

constexpr Advice kAdvice[] = {
    {"private.forms.>", "sends `PRIVATE`"},
    {"Public.>", "sends `PUBLIC`"},
    {"forms.submission.>", "`PUBLIC` or `PRIVATE`"},
    {"PUBLIC.form.>", "sends `forms`"},
    {"PUBLIC.Forms.>", "sends `forms`"},
    {"PUBLIC.forms.Submission.>", "sends `submission`"},
    {"PUBLIC.forms.schemas.*.*", "sends `schema`"},
    {"PUBLIC.forms.reports.>", "`schema` or `submission`"},
    {"PUBLIC.forms.submission.Created.>", "sends `created`"},
    {"PUBLIC.forms.submission.published.>",
     "`created`, `modified`, `deleted` or `updated`"},
    {"PUBLIC.forms.schema.created.*", "`published` or `unpublished`"},
    {"PUBLIC.forms.*.exported.*", "`unpublished`"},
    {"PUBLIC.forms", "2 tokens"},
    {"PUBLIC.forms.submission.created", "4 tokens"},
    {"PUBLIC.forms.submission.created.x.y", "6 tokens"},
    {"PUBLIC.forms.submission.created.x.>", "6 tokens"},
    {"PUBLIC..forms", "no valid filter"},
    {"", "no valid filter"},
};

TEST(FilterAdvice, TellsWhatIsLikelyMeant) {
  for (const Advice& advice : kAdvice) {
    EXPECT_THAT(why_filter_matches_nothing(advice.filter),
                Optional(HasSubstr(std::string(advice.told))))
        << advice.filter;
  }
}

TEST(FilterAdvice, IsSilentOnFiltersThatMatchAnEventOfEitherProfile) {
  for (const std::string_view filter :
       {">", "*.>", "PUBLIC.>", "PUBLIC.forms.>", "PRIVATE.forms.submission.>",
        "PUBLIC.forms.schema.published.>", "*.*.*.*.*",
        "PUBLIC.forms.submission.modified.*",
        "PUBLIC.forms.submission.updated.*", "*.forms.*.created.*",
        "*.forms.*.published.*", "PUBLIC.forms.submission.created.my-form"}) {
    EXPECT_EQ(why_filter_matches_nothing(filter), std::nullopt) << filter;
  }
}

}  // namespace
}  // namespace chefs::contract
