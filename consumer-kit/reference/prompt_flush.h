// Sends at once what was published. cnats by itself holds it back for up to a
// millisecond, in the hope of more; in that time a server could have sent a
// hundred events.
// Source: seen of cnats 3.4.1; its flusher thread waits before each write.
#pragma once

#include <nats/nats.h>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace chefs::consumer {

class PromptFlush {
 public:
  // The connection must outlive this.
  explicit PromptFlush(natsConnection* connection);
  ~PromptFlush();
  PromptFlush(const PromptFlush&) = delete;
  PromptFlush& operator=(const PromptFlush&) = delete;

  // Returns at once: cnats flushes by a PING, whose answer another thread
  // awaits. What is published before it is answered is flushed thereafter.
  void flush();

 private:
  void run(const std::stop_token& stop);

  natsConnection* connection_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool is_wanted_ = false;
  // Last, so that it ends before what it uses does.
  std::jthread thread_;
};

}  // namespace chefs::consumer
