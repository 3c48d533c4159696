// The messages of a case, made as CHEFS makes them when they are asked for:
// occurrence, event, sealed, and then changed as the case wants. Also feeds
// the recovery API with what an error event keeps from its consumer.
// Not their publication. One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/case_world.h"
#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/timeline/timeline.h"
#include "producer/api/recovery_store.h"
#include "producer/event/message.h"
#include "producer/event/occurrence.h"
#include "producer/event/sealed_event.h"

namespace chefs::conformance {

struct MadeMessage {
  producer::OutgoingMessage message;
  // Without its sequence.
  PublishedMessage what;
};

class CaseMessages {
 public:
  // All three must outlive it.
  CaseMessages(const ConsumerCase& asked, CaseWorld& world,
               producer::RecoveryStore& store);

  // Of those of that name, `count` from the one with the given number on;
  // numbers are from 1. Fewer at the end; none after it. Throws
  // EnvironmentError if the case has none of that name, or one that cannot be
  // made.
  std::vector<MadeMessage> make(const std::string& name, std::uint32_t first,
                                std::uint32_t count);

 private:
  struct Draft;

  const CaseMessage& named(const std::string& name) const;
  Draft draft_of(const CaseMessage& asked, std::uint32_t number);
  producer::Occurrence occurrence_of(const CaseMessage& asked,
                                     std::uint32_t number);
  producer::Submission& submission_for(const CaseMessage& asked,
                                       std::uint32_t number);
  void offer_for_download(const Draft& draft);
  MadeMessage finish(const Draft& draft) const;

  const ConsumerCase& asked_;
  CaseWorld& world_;
  producer::RecoveryStore& store_;
  // By name and number, of messages that others share a submission with.
  std::map<std::string, producer::Submission> submissions_;
};

}  // namespace chefs::conformance
