// Which events were dealt with lately, so that one that is delivered again,
// because its acknowledgement was lost, has no second effect.
// Not a memory over restarts: a consumer that must not do a thing twice keeps
// the sequence with its own data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_set>

namespace chefs::consumer {

class RecentSequences {
 public:
  explicit RecentSequences(std::size_t capacity) : capacity_(capacity) {}

  void add(std::uint64_t sequence) {
    if (!set_.insert(sequence).second) return;
    order_.push_back(sequence);
    if (order_.size() <= capacity_) return;
    set_.erase(order_.front());
    order_.pop_front();
  }
  bool contains(std::uint64_t sequence) const {
    return set_.contains(sequence);
  }

 private:
  std::size_t capacity_;
  std::unordered_set<std::uint64_t> set_;
  std::deque<std::uint64_t> order_;
};

}  // namespace chefs::consumer
