// Makes messages on threads of its own, ahead of the one that publishes them,
// so that sealing takes all cores, overlaps with sending, and a pace stays
// even. They come out in the plan's order. Bounded: a few batches more than
// there are threads exist at a time, fewer if they are large.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "producer/event/message_maker.h"

namespace chefs::producer {

class MessagePipe {
 public:
  // The maker must outlive it and is used by no one else meanwhile. At least
  // one thread is started.
  MessagePipe(MessageMaker& maker, std::size_t threads);
  ~MessagePipe();
  MessagePipe(const MessagePipe&) = delete;
  MessagePipe& operator=(const MessagePipe&) = delete;

  // Replaces what stands in the batch, whose room goes into a later one; false
  // at the end. Throws what making them threw, after what was made before it.
  bool next_batch(MessageBatch& batch);

 private:
  // A batch on its way, or the end, with what caused it.
  struct Made {
    MessageBatch batch;
    bool is_end = false;
    std::exception_ptr fault;
  };

  void run(const std::stop_token& stop);
  // The next batch and its place in the order; nothing once all is taken.
  std::optional<std::uint64_t> take(Made& made, const std::stop_token& stop);
  void make(Made& made);
  // Finishes, in order, what can be: this batch, and those that waited for it.
  void hand_in(std::uint64_t place, Made made);
  void finish(Made made, std::unique_lock<std::mutex>& lock);
  bool has_room() const;

  MessageMaker& maker_;
  const std::size_t most_batches_;

  // Held by the thread that takes; before mutex_.
  std::mutex taking_;
  std::uint64_t next_to_take_ = 0;
  bool is_all_taken_ = false;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  // Taken, and not given out yet.
  std::size_t batches_ = 0;
  std::map<std::uint64_t, Made> made_;
  std::uint64_t next_to_finish_ = 0;
  bool is_finishing_ = false;
  std::deque<MessageBatch> ready_;
  std::size_t ready_bytes_ = 0;
  // Given back.
  std::vector<MessageBatch> spare_;
  bool is_at_end_ = false;
  std::exception_ptr fault_;
  // Last: they end before what they use.
  std::vector<std::jthread> threads_;
};

}  // namespace chefs::producer
