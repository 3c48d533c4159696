// Notices events that the stream discarded before they were read: it keeps a
// bounded number, and whoever reads too slowly sees only a jump in the
// sequence. Pure: it is told sequences and tells gaps. With a filter a jump
// alone means nothing; then the first sequence that the stream still holds
// decides.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace chefs::consumer {

// Both ends are gone.
struct Gap {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

class GapTracker {
 public:
  // The next sequence that is wanted.
  explicit GapTracker(std::uint64_t next) : next_(next) {}

  // The stream begins there now.
  std::optional<Gap> stream_begins_at(std::uint64_t first) {
    if (first <= next_) return std::nullopt;
    const Gap gap{next_, first - 1};
    next_ = first;
    return gap;
  }
  // Everything up to there was delivered before.
  void skip_past(std::uint64_t sequence) {
    next_ = std::max(next_, sequence + 1);
  }
  // True if something lies between the last event and this one.
  bool is_jump(std::uint64_t sequence) const { return sequence > next_; }
  // Without a filter: what lies between is gone.
  std::optional<Gap> delivered(std::uint64_t sequence) {
    const auto gap = stream_begins_at(sequence);
    skip_past(sequence);
    return gap;
  }

 private:
  std::uint64_t next_;
};

}  // namespace chefs::consumer
