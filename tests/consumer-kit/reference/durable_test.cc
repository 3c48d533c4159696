#include "consumer-kit/reference/durable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace chefs::consumer {
namespace {

using contract::Json;
using ::testing::HasSubstr;
using ::testing::Optional;

TEST(DurableConfig, AsksForExplicitAcknowledgementsFromTheBeginning) {
  const Json config = durable_config({.name = "d"});

  EXPECT_EQ(config["durable_name"], "d");
  EXPECT_EQ(config["ack_policy"], "explicit");
  EXPECT_EQ(config["deliver_policy"], "all");
  EXPECT_EQ(config["ack_wait"], 30'000'000'000);
  EXPECT_FALSE(config.contains("filter_subject"));
  EXPECT_FALSE(config.contains("filter_subjects"));
}

TEST(DurableConfig, NamesOneFilterSoThatOldServersKnowIt) {
  const Json config = durable_config({.name = "d", .filters = {"PUBLIC.>"}});

  EXPECT_EQ(config["filter_subject"], "PUBLIC.>");
  EXPECT_FALSE(config.contains("filter_subjects"));
}

TEST(DurableConfig, ListsSeveralFilters) {
  const Json config =
      durable_config({.name = "d", .filters = {"PUBLIC.>", "PRIVATE.>"}});

  EXPECT_EQ(config["filter_subjects"], Json::array({"PUBLIC.>", "PRIVATE.>"}));
  EXPECT_FALSE(config.contains("filter_subject"));
}

TEST(DurableConfig, StartsAtASequenceOrATime) {
  const Json by_sequence =
      durable_config({.name = "d", .start = FromSequence{7}});
  const Json by_time = durable_config(
      {.name = "d",
       .start = FromTime{*base::parse_utc("2026-11-24T06:50:16Z")}});

  EXPECT_EQ(by_sequence["deliver_policy"], "by_start_sequence");
  EXPECT_EQ(by_sequence["opt_start_seq"], 7);
  EXPECT_EQ(by_time["deliver_policy"], "by_start_time");
  EXPECT_EQ(by_time["opt_start_time"], "2026-11-24T06:50:16.000000000Z");
}

TEST(DurableDifference, IsNoneBetweenAConfigurationAndWhatItWasMadeOf) {
  const DurableSpec spec{.name = "d",
                         .filters = {"PUBLIC.>", "PRIVATE.>"},
                         .start = FromSequence{7}};

  EXPECT_EQ(difference(durable_config(spec), spec), std::nullopt);
}

TEST(DurableDifference, IsNoneWhenNothingIsAskedFor) {
  const Json existing = durable_config(
      {.name = "d", .filters = {"PUBLIC.>"}, .start = FromSequence{7}});

  EXPECT_EQ(difference(existing, {.name = "d"}), std::nullopt);
}

TEST(DurableDifference, SeesTheSameTimeInAnotherSpelling) {
  Json existing = durable_config(
      {.name = "d",
       .start = FromTime{*base::parse_utc("2026-11-24T06:50:16.5Z")}});
  existing["opt_start_time"] = "2026-11-24T06:50:16.5Z";

  const auto found = difference(
      existing,
      {.name = "d",
       .start = FromTime{*base::parse_utc("2026-11-24T06:50:16.5Z")}});

  EXPECT_EQ(found, std::nullopt);
}

TEST(DurableDifference, NamesBothFilters) {
  const Json existing = durable_config({.name = "d", .filters = {"PUBLIC.>"}});

  const auto found =
      difference(existing, {.name = "d", .filters = {"PRIVATE.>"}});

  EXPECT_THAT(found, Optional(HasSubstr("PUBLIC.>")));
  EXPECT_THAT(found, Optional(HasSubstr("PRIVATE.>")));
}

TEST(DurableDifference, IsAnotherStart) {
  const Json existing = durable_config({.name = "d", .start = FromSequence{7}});

  EXPECT_TRUE(difference(existing, {.name = "d", .start = FromSequence{8}}));
  EXPECT_TRUE(difference(existing, {.name = "d", .start = FromBeginning{}}));
}

TEST(DurableDifference, IsAConsumerThatIsPushedToOrDoesNotAcknowledge) {
  Json pushed = durable_config({.name = "d"});
  pushed["deliver_subject"] = "somewhere";
  Json silent = durable_config({.name = "d"});
  silent["ack_policy"] = "none";

  EXPECT_THAT(difference(pushed, {.name = "d"}), Optional(HasSubstr("pushed")));
  EXPECT_THAT(difference(silent, {.name = "d"}),
              Optional(HasSubstr("acknowledgement")));
}

TEST(DurableName, IsRefusedWhenAServerWouldNotTakeIt) {
  for (const auto* name :
       {"", "a.b", "a b", "a*", "a>", "a/b", "a\\b", "a\n"}) {
    EXPECT_TRUE(why_bad_durable_name(name)) << name;
  }
  EXPECT_FALSE(why_bad_durable_name("my-service_2"));
}

}  // namespace
}  // namespace chefs::consumer
