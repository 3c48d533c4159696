#include "base/for_each_on_threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace chefs::base {
namespace {

TEST(ForEachOnThreads, DoesEachItemOnce) {
  std::vector<int> times(100);

  for_each_on_threads(times.size(), 4,
                      [&](std::size_t item, std::size_t) { ++times[item]; });

  EXPECT_EQ(times, std::vector<int>(100, 1));
}

TEST(ForEachOnThreads, NumbersItsThreads) {
  std::vector<int> done(3);

  for_each_on_threads(100, done.size(),
                      [&](std::size_t, std::size_t t) { ++done.at(t); });

  EXPECT_EQ(done[0] + done[1] + done[2], 100);
}

TEST(ForEachOnThreads, ThrowsWhatTheFirstFailedItemThrew) {
  std::atomic<int> begun = 0;
  std::string thrown;

  try {
    for_each_on_threads(2, 2, [&](std::size_t item, std::size_t) {
      for (++begun; begun < 2;)
        ;
      throw std::runtime_error(std::to_string(item));
    });
  } catch (const std::runtime_error& error) {
    thrown = error.what();
  }

  EXPECT_EQ(thrown, "0");
}

TEST(ForEachOnThreads, BeginsNothingAfterAFailure) {
  int begun = 0;

  EXPECT_THROW(for_each_on_threads(9, 0,
                                   [&](std::size_t, std::size_t) {
                                     ++begun;
                                     throw std::runtime_error("");
                                   }),
               std::runtime_error);

  EXPECT_EQ(begun, 1);
}

}  // namespace
}  // namespace chefs::base
