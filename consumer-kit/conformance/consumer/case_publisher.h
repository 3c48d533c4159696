// Publishes a case's messages with the producer's account, and notes each with
// its sequence. One step of a case; one thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/case_messages.h"
#include "consumer-kit/conformance/consumer/timeline_recorder.h"
#include "producer/publish/publisher.h"

namespace chefs::conformance {

class CasePublisher {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  // Lets other things happen until then.
  using WaitUntil = std::function<void(SteadyTime)>;

  // Connects. Throws EnvironmentError.
  CasePublisher(CaseMessages& messages, const std::string& url,
                const contract::UserNkey& nkey, TimelineRecorder& recorder);

  // Throws EnvironmentError if a message is not stored.
  void publish(const PublishStep& step, const WaitUntil& wait_until);

 private:
  struct Sent {
    SteadyTime at;
    PublishedMessage what;
  };

  void publish_all_of(const std::string& name, const PublishStep& step,
                      const WaitUntil& wait_until);
  void send(MadeMessage made);
  void note(const producer::PublishResult& result);

  CaseMessages& messages_;
  TimelineRecorder& recorder_;
  std::vector<Sent> sent_;
  // Number of the first of them.
  std::uint64_t first_number_ = 1;
  std::uint64_t count_ = 0;
  SteadyTime begin_;
  producer::Publisher publisher_;
};

}  // namespace chefs::conformance
