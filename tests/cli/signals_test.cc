#include "cli/signals.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

namespace chefs::cli {
namespace {

using namespace std::chrono_literals;

TEST(Signals, AreWaitedForInsteadOfEndingTheProcess) {
  Signals signals;

  ::kill(::getpid(), SIGTERM);

  EXPECT_EQ(signals.wait_for(20s), SIGTERM);
  EXPECT_EQ(signals.take(), std::nullopt);
}

TEST(Signals, AreNotThereUnlessSent) {
  Signals signals;

  EXPECT_EQ(signals.wait_for(1ms), std::nullopt);
}

TEST(Signals, DoNotEndTheProcessAfterwards) {
  {
    const Signals signals;
    ::kill(::getpid(), SIGINT);
    ::kill(::getpid(), SIGTERM);
  }

  SUCCEED();
}

TEST(StopOnSignal, RequestsAStop) {
  Signals signals;
  const StopOnSignal stop(signals);
  std::stop_token token = stop.token();

  ::kill(::getpid(), SIGINT);
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any stopped;
  stopped.wait_for(lock, token, 20s, [] { return false; });

  EXPECT_TRUE(stop.stopped());
}

TEST(StopOnSignal, EndsWithoutASignal) {
  Signals signals;

  { const StopOnSignal stop(signals); }

  EXPECT_EQ(signals.take(), std::nullopt);
}

}  // namespace
}  // namespace chefs::cli
