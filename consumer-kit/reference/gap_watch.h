// Tells a consumer's owner which events the stream discarded before they were
// read. Without a filter each jump in the sequence is a gap; with one, the
// stream is asked where it begins, once for each batch that jumps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/reference/delivery.h"
#include "consumer-kit/reference/durable.h"
#include "consumer-kit/reference/gap_tracker.h"
#include "consumer-kit/reference/jetstream_api.h"
#include "consumer-kit/reference/notice.h"

namespace chefs::consumer {

class GapWatch {
 public:
  // The API must outlive this. Asks the stream where it begins.
  GapWatch(const JetStreamApi& api, const Durable& durable,
           const std::optional<Start>& start, OnNotice on_notice);

  // After the connection was away.
  void look_at_stream();
  // Before the deliveries are worked on.
  void look_at(const std::vector<Delivery>& deliveries);

 private:
  // Nothing if the stream did not answer; it is asked again another time.
  std::optional<std::uint64_t> stream_begin() const;
  void tell(const std::optional<Gap>& gap) const;

  const JetStreamApi& api_;
  bool is_filtered_;
  OnNotice on_notice_;
  GapTracker tracker_;
};

}  // namespace chefs::consumer
