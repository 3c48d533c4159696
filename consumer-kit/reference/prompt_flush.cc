#include "consumer-kit/reference/prompt_flush.h"

namespace chefs::consumer {
namespace {

// After it cnats sends by itself. An end is held up by no more.
constexpr std::int64_t kTimeoutMs = 100;

}  // namespace

PromptFlush::PromptFlush(natsConnection* connection)
    : connection_(connection),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

PromptFlush::~PromptFlush() = default;

void PromptFlush::flush() {
  std::lock_guard lock(mutex_);
  is_wanted_ = true;
  changed_.notify_one();
}

void PromptFlush::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return is_wanted_; })) {
    is_wanted_ = false;
    lock.unlock();
    natsConnection_FlushTimeout(connection_, kTimeoutMs);
    lock.lock();
  }
}

}  // namespace chefs::consumer
