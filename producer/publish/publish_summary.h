// Adds up what became of published messages, by subject. Pure; its size is
// that of the number of subjects.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "contract/json_fwd.h"
#include "producer/publish/publish_result.h"

namespace chefs::producer {

struct PublishTotals {
  std::uint64_t messages = 0;
  std::uint64_t stored = 0;
  std::uint64_t withheld = 0;
  std::int64_t bytes = 0;
  std::int64_t smallest_bytes = 0;
  std::int64_t largest_bytes = 0;
  // Of what was stored; 0 if nothing was.
  std::uint64_t first_sequence = 0;
  std::uint64_t last_sequence = 0;

  std::uint64_t failed() const { return messages - stored; }
  void add(const PublishResult& result);
  void add(const PublishTotals& other);
};

class PublishSummary {
 public:
  void add(const PublishResult& result);

  const PublishTotals& totals() const { return totals_; }
  const std::map<std::string, PublishTotals>& by_subject() const {
    return by_subject_;
  }
  // The form id in the subjects replaced by `*`.
  std::map<std::string, PublishTotals> by_kind() const;
  // How many ended in each way.
  std::uint64_t count(PublishOutcome outcome) const;

 private:
  PublishTotals totals_;
  std::map<std::string, PublishTotals> by_subject_;
  std::map<PublishOutcome, std::uint64_t> outcomes_;
};

}  // namespace chefs::producer
