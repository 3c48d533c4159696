// How far a running case has come, counted while its timeline grows, so that a
// wait need not read the whole timeline again. Not a verdict.
// One thread at a time. Why: docs/decisions/0161.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

// What can have happened to a message.
enum class MessageMoment { kDelivered, kRedelivered, kAcked, kReported };

class CaseProgress {
 public:
  void take(const TimelineEvent& event);
  // A message is in the stream; it also belongs to the group that its name
  // begins with: "bulk/17" to "bulk".
  void take_published(std::string_view name, std::uint64_t sequence);

  // For the message, or for each of the group. False if none of that name has
  // been published.
  bool has_happened(MessageMoment moment, const std::string& name) const;
  std::uint64_t sequence_of(const std::string& name) const;

  // A report was seen: the program can be waited for by them.
  bool is_reporting() const { return is_reporting_; }
  std::uint32_t connections() const { return connections_; }
  std::uint32_t open_connections() const { return open_connections_; }
  std::uint32_t api_requests() const { return api_requests_; }
  // Of those that were answered with the submission.
  std::uint32_t downloads() const { return downloads_; }
  std::uint32_t faults() const { return faults_; }
  std::uint64_t acks() const { return acks_; }
  // When a message was last acknowledged or reported for the first time, and
  // had been delivered once, since the case began: the program gets on.
  std::chrono::microseconds last_work() const { return last_work_; }
  // Since the program, or its server, was last started.
  bool has_pulled() const { return has_pulled_; }

 private:
  using Flags = std::uint8_t;
  struct Member {
    // Of "bulk/17" 17, of "before" 0.
    std::uint32_t number;
    std::uint32_t sequence;
  };

  // How far has_happened() has looked: what has happened stays so, and a group
  // of 100 000 is not gone through again at every event.
  struct Looked {
    std::size_t next = 0;
    bool has_any = false;
  };
  void set(std::uint64_t sequence, MessageMoment moment);
  void note_work(const TimelineEvent& event, MessageMoment moment);
  bool is_set(std::uint64_t sequence, MessageMoment moment) const;

  // By sequence.
  std::vector<Flags> flags_;
  // By the part of the name that a group shares.
  std::unordered_map<std::string, std::vector<Member>> groups_;
  mutable std::map<std::pair<MessageMoment, std::string>, Looked> looked_;
  bool is_reporting_ = false;
  bool has_pulled_ = false;
  std::uint32_t connections_ = 0;
  std::uint32_t open_connections_ = 0;
  std::uint32_t api_requests_ = 0;
  std::uint32_t downloads_ = 0;
  std::uint32_t faults_ = 0;
  std::uint64_t acks_ = 0;
  std::chrono::microseconds last_work_{};
};

}  // namespace chefs::conformance
