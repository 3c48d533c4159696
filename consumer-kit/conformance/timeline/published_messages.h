// What the published messages of a case were, so that a verdict can be had from
// the timeline alone. A list by sequence, for a case may have 100 000 of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "consumer-kit/conformance/timeline/packed_text.h"

namespace chefs::conformance {

struct PublishedMessage {
  // The case's word for it, "before"; with a number for one of many, "bulk/17".
  PackedText name;
  std::uint64_t sequence = 0;
  PackedText submission_id = {};
  // Of the row inside; empty if it has none that can be read.
  PackedText plaintext_sha256 = {};
  std::uint64_t bytes = 0;
  // Never null; that of many messages.
  std::shared_ptr<const std::string> subject =
      std::make_shared<const std::string>();
};

class PublishedMessages {
 public:
  void reserve(std::size_t count) { messages_.reserve(count); }
  // Replaces one with the same sequence. Most come in order.
  void add(PublishedMessage message);

  // nullptr for a sequence that nobody published.
  const PublishedMessage* find(std::uint64_t sequence) const;
  // 0 if there is none.
  std::uint64_t last_sequence() const;

  // By sequence.
  auto begin() const { return messages_.begin(); }
  auto end() const { return messages_.end(); }
  std::size_t size() const { return messages_.size(); }
  bool empty() const { return messages_.empty(); }

 private:
  std::vector<PublishedMessage> messages_;
};

}  // namespace chefs::conformance
