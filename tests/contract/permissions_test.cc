#include "contract/permissions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::contract {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

TEST(ConsumerPermissions, AreExactlyThoseOfTheDeployedAccount) {
  EXPECT_THAT(
      consumer_permissions().publish,
      UnorderedElementsAre(
          "SANDBOX.*", "$JS.API.INFO", "$JS.API.CONSUMER.CREATE.CHEFS",
          "$JS.API.CONSUMER.LIST.CHEFS", "$JS.API.CONSUMER.NAMES.CHEFS",
          "$JS.API.CONSUMER.CREATE.CHEFS.>",
          "$JS.API.CONSUMER.DURABLE.CREATE.CHEFS.>",
          "$JS.API.CONSUMER.DELETE.CHEFS.>", "$JS.API.CONSUMER.INFO.CHEFS.>",
          "$JS.API.CONSUMER.MSG.NEXT.CHEFS.>",
          "$JS.API.CONSUMER.MSG.NEXT.CHEFS.NEW", "$JS.API.STREAM.MSG.GET.CHEFS",
          "$JS.API.STREAM.INFO.CHEFS", "$JS.API.STREAM.LIST",
          "$JS.API.STREAM.NAMES", "$JS.ACK.CHEFS", "$JS.ACK.CHEFS.>"));
  EXPECT_THAT(consumer_permissions().subscribe,
              ElementsAre("PUBLIC.forms.>", "PRIVATE.forms.>", "_INBOX.>"));
}

TEST(ConsumerPermissions, AllowNoEventToBePublished) {
  EXPECT_THAT(consumer_permissions().publish,
              Each(AllOf(Not(HasSubstr("PUBLIC")), Not(HasSubstr("PRIVATE")))));
}

TEST(ProducerPermissions, AllowTheStreamAndItsEvents) {
  const auto publish = producer_permissions().publish;

  for (const std::string_view call :
       {"CREATE", "UPDATE", "DELETE", "INFO", "PURGE", "MSG.DELETE", "MSG.GET",
        "SNAPSHOT", "RESTORE"}) {
    const std::string subject =
        "$JS.API.STREAM." + std::string(call) + ".CHEFS";
    EXPECT_THAT(publish, Contains(subject));
  }
  EXPECT_THAT(publish, Contains("PUBLIC.forms.>"));
  EXPECT_THAT(publish, Contains("PRIVATE.forms.>"));
  EXPECT_THAT(publish, Contains("$JS.ACK.CHEFS.>"));
  EXPECT_THAT(producer_permissions().subscribe, ElementsAre("_INBOX.>"));
}

TEST(ProducerPermissions, HaveTheConsumerCallsOfTheConsumer) {
  for (const std::string_view subject : consumer_permissions().publish) {
    if (!subject.starts_with("$JS.API.CONSUMER.")) continue;
    EXPECT_THAT(producer_permissions().publish, Contains(subject));
  }
}

}  // namespace
}  // namespace chefs::contract
