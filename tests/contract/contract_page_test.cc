// docs/contract.md says the same as the headers do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "contract/cryptr.h"
#include "contract/environment.h"
#include "contract/permissions.h"
#include "contract/profile.h"
#include "contract/size_rule.h"
#include "contract/stream_limits.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::contract {
namespace {

using testing::HasSubstr;

const std::string& page() {
  static const std::string text =
      tests::read_file(tests::project_file("docs/contract.md"));
  return text;
}

// 966367 as "966 367".
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, " ");
  return text;
}

// The lines of the code block that starts with this text, joined.
std::string block(const std::string& start) {
  const std::size_t begin = page().find("```\n" + start) + 4;
  std::string text = page().substr(begin, page().find("```", begin) - begin);
  std::erase(text, '\n');
  return text;
}

TEST(ContractPage, ShowsASealedTextThatOpens) {
  const Secret key(block("cb3a40bc"));

  EXPECT_EQ(open(block("f958373d"), key), Opened("{\"id\":1}"));
}

TEST(ContractPage, GivesTheLimitsOfTheStream) {
  for (const std::int64_t number :
       {kDeployedLimits.max_age_ms, kLocalLimits.max_age_ms,
        kDeployedLimits.max_bytes, kDeployedLimits.max_msgs,
        kDeployedLimits.max_msg_size_bytes, kDeployedLimits.duplicate_window_ms,
        kServerMaxPayloadBytes,
        largest_private_message_bytes(kDeployedLimits.max_msg_size_bytes)}) {
    EXPECT_THAT(page(), HasSubstr(grouped(number)));
  }
}

TEST(ContractPage, ShowsTheErrorOfAnOversizeEvent) {
  EXPECT_THAT(page(), HasSubstr(oversize_text(965'344, 965'343)));
}

// The words in backticks that hold a dot and are subjects.
std::vector<std::string> quoted_subjects(std::string_view text) {
  std::vector<std::string> subjects;
  while (true) {
    const std::size_t open_quote = text.find('`');
    if (open_quote == std::string_view::npos) return subjects;
    text.remove_prefix(open_quote + 1);
    const std::string_view word = text.substr(0, text.find('`'));
    for (const std::string_view start :
         {"$JS.", "SANDBOX.", "PUBLIC.", "PRIVATE.", "_INBOX."}) {
      if (word.starts_with(start)) subjects.emplace_back(word);
    }
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
}

TEST(ContractPage, ListsWhatAConsumerMayDoAndNothingElse) {
  const std::size_t begin = page().find("## Transport, accounts");
  const std::string section =
      page().substr(begin, page().find("\n## ", begin) - begin);
  std::vector<std::string> allowed;
  for (const auto subjects :
       {consumer_permissions().publish, consumer_permissions().subscribe}) {
    allowed.insert(allowed.end(), subjects.begin(), subjects.end());
  }

  EXPECT_THAT(quoted_subjects(section),
              testing::UnorderedElementsAreArray(allowed));
}

TEST(ContractPage, NamesTheTypesOfBothProfiles) {
  for (const Profile profile : {Profile::kDocumented, Profile::kDeployed}) {
    for (const EventClass each :
         {EventClass::kSchema, EventClass::kSubmission}) {
      for (const std::string_view type : event_types(profile, each)) {
        EXPECT_THAT(page(), HasSubstr("`" + std::string(type) + "`"));
      }
    }
  }
}

TEST(ContractPage, NamesTheVariablesOfTheDemoConsumer) {
  for (const char* name :
       {env::kServers, env::kWebsockets, env::kDurableName, env::kEncryptionKey,
        env::kSource, env::kNkeyUser, env::kNkeySeed}) {
    EXPECT_THAT(page(), HasSubstr(std::string("`") + name));
  }
}

}  // namespace
}  // namespace chefs::contract
