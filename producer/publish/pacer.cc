#include "producer/publish/pacer.h"

#include <algorithm>

namespace chefs::producer {
namespace {

constexpr std::chrono::milliseconds kMostToCatchUp{10};

}  // namespace

Pacer::Pacer(double turns_per_second, Time start)
    : interval_(static_cast<std::int64_t>(1e9 / turns_per_second)),
      due_(start) {}

Pacer::Time Pacer::next(Time now) {
  const Time turn = std::max(due_, now - kMostToCatchUp);
  due_ = turn + interval_;
  return turn;
}

}  // namespace chefs::producer
