#include "contract/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::contract {
namespace {

using testing::ElementsAre;

TEST(Profile, DiffersInTheWordForAChangedSubmission) {
  EXPECT_EQ(type_word(EventType::kSubmissionChanged, Profile::kDocumented),
            "modified");
  EXPECT_EQ(type_word(EventType::kSubmissionChanged, Profile::kDeployed),
            "updated");
}

TEST(Profile, NamesTheTypesOfEachClass) {
  EXPECT_THAT(event_types(Profile::kDocumented, EventClass::kSubmission),
              ElementsAre("created", "modified", "deleted"));
  EXPECT_THAT(event_types(Profile::kDeployed, EventClass::kSubmission),
              ElementsAre("created", "updated", "deleted"));
  for (const Profile profile : {Profile::kDocumented, Profile::kDeployed}) {
    EXPECT_THAT(event_types(profile, EventClass::kSchema),
                ElementsAre("published", "unpublished"));
  }
}

TEST(Profile, ReadsATypeByTheWordOfTheProfileOnly) {
  EXPECT_EQ(parse_event_type("modified", Profile::kDocumented),
            EventType::kSubmissionChanged);
  EXPECT_EQ(parse_event_type("modified", Profile::kDeployed), std::nullopt);
}

TEST(Profile, ReadsTheWordsItWrites) {
  EXPECT_EQ(parse_profile("documented"), Profile::kDocumented);
  EXPECT_EQ(parse_profile("deployed"), Profile::kDeployed);
  EXPECT_EQ(parse_event_class("schema"), EventClass::kSchema);
  EXPECT_EQ(parse_event_class("submission"), EventClass::kSubmission);
  EXPECT_EQ(parse_visibility("PUBLIC"), Visibility::kPublic);
  EXPECT_EQ(parse_visibility("PRIVATE"), Visibility::kPrivate);
}

TEST(Profile, ReadsNoOtherSpelling) {
  EXPECT_EQ(parse_profile("Documented"), std::nullopt);
  EXPECT_EQ(parse_profile(""), std::nullopt);
  EXPECT_EQ(parse_event_class("submissions"), std::nullopt);
  EXPECT_EQ(parse_visibility("private"), std::nullopt);
}

}  // namespace
}  // namespace chefs::contract
