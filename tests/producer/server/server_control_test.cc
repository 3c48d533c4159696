// What is done to one real nats-server; to three: cluster_test.cc and the cases
// of the consumer suite.
#include "producer/server/server_control.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "base/environment_error.h"
#include "base/nats_handles.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using ::testing::ElementsAre;

bool is_readable(int descriptor, std::chrono::milliseconds within) {
  pollfd wanted{.fd = descriptor, .events = POLLIN, .revents = 0};
  return ::poll(&wanted, 1, static_cast<int>(within.count())) > 0;
}

class ServerControlTest : public ::testing::Test {
 protected:
  const base::NatsLibrary library_;
  const tests::TemporaryFolder temporary_;
  contract::SeededRandom random_{1};
  Broker broker_{{.temporary_parent = temporary_.path()},
                 random_,
                 std::chrono::system_clock::now(),
                 [](const Broker&) {}};
  std::vector<std::string> notes_;
  int losses_ = 0;
  ServerControl control_{
      broker_,
      {.on_note = [this](const std::string& words) { notes_.push_back(words); },
       .on_loss = [this] { ++losses_; }}};
};

TEST_F(ServerControlTest, StopsAServerAndStartsItAgain) {
  control_.apply({ServerAction::kStop});

  EXPECT_TRUE(control_.is_down(0));
  EXPECT_TRUE(broker_.server().has_ended());
  EXPECT_EQ(control_.first_running(), std::nullopt);
  EXPECT_THAT(control_.end_descriptors(), ElementsAre(-1));

  control_.apply({ServerAction::kStart});

  EXPECT_TRUE(control_.is_running(0));
  EXPECT_FALSE(broker_.server().has_ended());
  EXPECT_EQ(losses_, 1);
  EXPECT_THAT(notes_, ElementsAre("the server was stopped",
                                  "the server was started again"));
}

TEST_F(ServerControlTest, KillsAServerAndStartsItAgain) {
  const pid_t before = broker_.server().pid();

  control_.apply({ServerAction::kKillAndStart});

  EXPECT_NE(broker_.server().pid(), before);
  EXPECT_TRUE(control_.is_running(0));
  EXPECT_THAT(notes_, ElementsAre("the server was killed",
                                  "the server was started again"));
}

TEST_F(ServerControlTest, StartsALameDuckAgainAtItsEnd) {
  control_.apply({ServerAction::kLameDuckAndStart});
  ASSERT_TRUE(is_readable(control_.end_descriptors().front(),
                          std::chrono::seconds(60)));

  EXPECT_TRUE(control_.take_end(0));

  EXPECT_FALSE(broker_.server().has_ended());
  EXPECT_THAT(notes_, ElementsAre("the server was told to retire (lame duck)",
                                  "the server has retired",
                                  "the server was started again"));
}

TEST_F(ServerControlTest, ThrowsAnEndThatNobodyAskedFor) {
  broker_.server().kill();
  ASSERT_TRUE(is_readable(control_.end_descriptors().front(),
                          std::chrono::seconds(10)));

  EXPECT_THROW(control_.take_end(0), base::EnvironmentError);
}

TEST_F(ServerControlTest, KeepsTheRequestsOfOtherThreadsInOrder) {
  std::jthread([this] {
    control_.request({ServerAction::kStop});
    control_.request({ServerAction::kStart});
  }).join();

  EXPECT_TRUE(is_readable(control_.request_descriptor(), {}));
  EXPECT_EQ(control_.take_request()->action, ServerAction::kStop);
  EXPECT_EQ(control_.take_request()->action, ServerAction::kStart);
  EXPECT_FALSE(control_.take_request().has_value());
  EXPECT_FALSE(is_readable(control_.request_descriptor(), {}));
  EXPECT_TRUE(notes_.empty());
}

}  // namespace
}  // namespace chefs::producer
