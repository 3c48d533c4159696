#include "producer/event/message_pipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "contract/stream_limits.h"
#include "producer/event/load_plan.h"

namespace chefs::producer {
namespace {

using contract::SeededRandom;

// Runs a load plan through the pipe, or through the maker alone if there are no
// threads, and gives what came out, with numbers.
std::vector<std::string> made(std::size_t threads, std::size_t salt_pool,
                              std::size_t batch = 4) {
  SteppingClock clock(kFixedEpoch, std::chrono::milliseconds(1));
  LoadPlan plan({.seed = 7, .clock = &clock, .occurrences = 40, .forms = 3});
  SeededRandom random(7, "seal");
  MessageMaker maker(
      plan, random,
      {.max_msg_size_bytes = contract::kDeployedLimits.max_msg_size_bytes,
       .batch = batch,
       .salt_pool = salt_pool});
  std::vector<std::string> all;
  const auto add_all = [&all](auto& source) {
    MessageBatch some;
    while (source.next_batch(some)) {
      for (const OutgoingMessage& message : some.messages.all()) {
        all.push_back(std::to_string(message.number) + " " +
                      std::to_string(message.turn) + " " + message.subject +
                      " " + message.bytes);
      }
    }
  };
  if (threads == 0) {
    add_all(maker);
  } else {
    MessagePipe pipe(maker, threads);
    add_all(pipe);
  }
  return all;
}

// Raw messages from a function; ends where it gives none.
class RawPlan final : public Plan {
 public:
  using Make = std::function<std::optional<OutgoingMessage>(std::uint64_t)>;
  explicit RawPlan(Make make) : make_(std::move(make)) {}

  std::optional<Planned> next() override {
    auto message = make_(++taken_);
    if (!message) return std::nullopt;
    return *std::move(message);
  }

 private:
  Make make_;
  std::uint64_t taken_ = 0;
};

OutgoingMessage raw(std::uint64_t number) {
  OutgoingMessage message;
  message.subject = "PUBLIC.forms.x.y.z";
  message.bytes = std::to_string(number);
  message.kind = MessageKind::kRaw;
  return message;
}

TEST(MessagePipe, GivesTheSameBytesInTheSameOrderOnAnyNumberOfThreads) {
  const std::vector<std::string> alone = made(0, 0);

  EXPECT_EQ(alone.size(), 80U);
  EXPECT_EQ(made(1, 0), alone);
  EXPECT_EQ(made(3, 0), alone);
  EXPECT_EQ(made(3, 0, 7), alone);
}

TEST(MessagePipe, GivesTheSameBytesOnAnyNumberOfThreadsWithSaltsInTurn) {
  const std::vector<std::string> alone = made(0, 3);

  EXPECT_EQ(made(4, 3), alone);
  EXPECT_EQ(made(2, 3, 7), alone);
  EXPECT_NE(alone, made(0, 0));
}

TEST(MessageMaker, EndsABatchOnceSoManyAreSealed) {
  SteppingClock clock(kFixedEpoch, std::chrono::milliseconds(1));
  LoadPlan plan({.seed = 7, .clock = &clock, .occurrences = 5});
  SeededRandom random(7, "seal");
  MessageMaker maker(plan, random, {.batch = 128, .most_sealed = 2});

  MessageBatch batch;
  for (const std::size_t expected : {2U, 2U, 1U}) {
    EXPECT_TRUE(maker.take(batch));
    EXPECT_EQ(batch.things.size(), expected);
  }
  EXPECT_FALSE(maker.take(batch));
}

TEST(MessagePipe, ThrowsWhatThePlanThrewAfterWhatCameBefore) {
  RawPlan plan([](std::uint64_t number) -> std::optional<OutgoingMessage> {
    if (number == 5) throw std::runtime_error("no fifth");
    return raw(number);
  });
  SeededRandom random(1);
  MessageMaker maker(plan, random, {.batch = 1});
  MessagePipe pipe(maker, 3);
  MessageBatch batch;

  for (const char* expected : {"1", "2", "3", "4"}) {
    ASSERT_TRUE(pipe.next_batch(batch));
    EXPECT_EQ(batch.messages.all().front().bytes, expected);
  }

  EXPECT_THROW(pipe.next_batch(batch), std::runtime_error);
}

TEST(MessagePipe, TellsOfEachOccurrenceInOrder) {
  SteppingClock clock(kFixedEpoch, std::chrono::milliseconds(1));
  LoadPlan plan({.seed = 1,
                 .clock = &clock,
                 .occurrences = 200,
                 .streams = {.is_private_on = false}});
  SeededRandom random(1);
  std::vector<Instant> times;
  MessageMaker maker(
      plan, random,
      {.batch = 3, .on_made = [&times](const Occurrence& occurrence, auto) {
         times.push_back(occurrence.at);
       }});
  MessagePipe pipe(maker, 4);
  MessageBatch batch;

  while (pipe.next_batch(batch)) {
  }

  EXPECT_EQ(times.size(), 200U);
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
}

TEST(MessagePipe, TakesNoMoreThanAFewBatchesAhead) {
  std::atomic<std::uint64_t> given_out = 0;
  std::uint64_t furthest_ahead = 0;
  RawPlan plan([&](std::uint64_t number) -> std::optional<OutgoingMessage> {
    furthest_ahead = std::max(furthest_ahead, number - given_out);
    return number <= 1'000 ? std::optional(raw(number)) : std::nullopt;
  });
  SeededRandom random(1);
  MessageMaker maker(plan, random, {.batch = 1});
  MessagePipe pipe(maker, 2);
  MessageBatch batch;

  while (pipe.next_batch(batch)) given_out += batch.messages.size();

  // Two in making, two waiting, and the one given out but not counted yet.
  EXPECT_LE(furthest_ahead, 5U);
}

TEST(MessagePipe, EndsWhileItsThreadsWaitForRoom) {
  RawPlan endless([](std::uint64_t number) { return raw(number); });
  SeededRandom random(1);
  MessageMaker maker(endless, random, {.batch = 1});
  MessageBatch batch;

  {
    MessagePipe pipe(maker, 3);
    ASSERT_TRUE(pipe.next_batch(batch));
  }

  EXPECT_EQ(batch.messages.all().front().bytes, "1");
}

TEST(MessagePipe, StopsWithWhatAListenerThrows) {
  SteppingClock clock(kFixedEpoch, std::chrono::milliseconds(1));
  LoadPlan plan({.seed = 1,
                 .clock = &clock,
                 .occurrences = 50,
                 .streams = {.is_private_on = false}});
  SeededRandom random(1);
  MessageMaker maker(plan, random,
                     {.batch = 1, .on_made = [](const Occurrence&, auto) {
                        throw std::runtime_error("closed");
                      }});
  MessagePipe pipe(maker, 2);
  MessageBatch batch;

  EXPECT_THROW(pipe.next_batch(batch), std::runtime_error);
}

}  // namespace
}  // namespace chefs::producer
