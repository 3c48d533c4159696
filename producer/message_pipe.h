// Makes messages on a thread of its own, ahead of the one that publishes them,
// so that sealing and sending overlap and a pace stays even. Bounded: a few
// batches wait at most, fewer if they are large.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "producer/message_maker.h"

namespace chefs::producer {

class MessagePipe {
 public:
  // The maker must outlive it and is used by no one else meanwhile.
  explicit MessagePipe(MessageMaker& maker);
  MessagePipe(const MessagePipe&) = delete;
  MessagePipe& operator=(const MessagePipe&) = delete;

  // Replaces what stands in `messages`; false at the end. Throws what making
  // them threw.
  bool next_batch(std::vector<OutgoingMessage>& messages);

 private:
  void run(const std::stop_token& stop);

  MessageMaker& maker_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::vector<OutgoingMessage>> ready_;
  std::size_t ready_bytes_ = 0;
  bool is_at_end_ = false;
  std::exception_ptr fault_;
  // Last: it ends before what it uses.
  std::jthread thread_;
};

}  // namespace chefs::producer
