#include "base/nats_subscription.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace chefs::base {

// What the connection, the subscription's owner and the thread on which cnats
// delivers share: each may be the last.
class NatsSubscription::Record : public std::enable_shared_from_this<Record> {
 public:
  explicit Record(OnMessage on_message) : on_message_(std::move(on_message)) {}
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  void start(natsConnection* connection, const std::string& subject);
  void take_over(natsSubscription* made);
  natsSubscription* get() const;
  void stop();
  void free();

 private:
  using Keeper = std::shared_ptr<Record>;

  static void on_message(natsConnection* connection, natsSubscription* from,
                         natsMsg* message, void* keeper);
  static void on_complete(void* keeper);

  void deliver(natsSubscription* from, MessageHandle message);
  void shut(std::unique_lock<std::mutex>& lock);

  mutable std::mutex mutex_;
  std::condition_variable delivered_;
  OnMessage on_message_;
  natsSubscription* subscription_ = nullptr;
  bool has_stopped_ = false;
  bool is_delivering_ = false;
};

void NatsSubscription::Record::start(natsConnection* connection,
                                     const std::string& subject) {
  const std::string attempted = "subscribe to " + subject;
  natsSubscription* made = nullptr;
  if (!on_message_) {
    check(natsConnection_SubscribeSync(&made, connection, subject.c_str()),
          attempted);
    take_over(made);
    return;
  }
  auto keeper = std::make_unique<Keeper>(shared_from_this());
  check(natsConnection_Subscribe(&made, connection, subject.c_str(), on_message,
                                 keeper.get()),
        attempted);
  // From now on the thread that delivers has it.
  auto* const given = keeper.release();
  take_over(made);
  // Refused only if the connection was closed just now. Then nobody says when
  // that thread has ended, and it keeps the record for ever.
  const auto status =
      natsSubscription_SetOnCompleteCB(made, on_complete, given);
  if (status == NATS_OK) return;
  stop();
  check(status, attempted);
}

void NatsSubscription::Record::take_over(natsSubscription* made) {
  const std::lock_guard lock(mutex_);
  subscription_ = made;
}

natsSubscription* NatsSubscription::Record::get() const {
  const std::lock_guard lock(mutex_);
  return subscription_;
}

void NatsSubscription::Record::stop() {
  std::unique_lock lock(mutex_);
  if (!has_stopped_) natsSubscription_Unsubscribe(subscription_);
  shut(lock);
}

void NatsSubscription::Record::free() {
  std::unique_lock lock(mutex_);
  shut(lock);
  natsSubscription_Destroy(std::exchange(subscription_, nullptr));
}

void NatsSubscription::Record::shut(std::unique_lock<std::mutex>& lock) {
  has_stopped_ = true;
  delivered_.wait(lock, [this] { return !is_delivering_; });
  on_message_ = nullptr;
}

void NatsSubscription::Record::on_message(natsConnection*,
                                          natsSubscription* from,
                                          natsMsg* message, void* keeper) {
  (*static_cast<Keeper*>(keeper))->deliver(from, MessageHandle(message));
}

void NatsSubscription::Record::on_complete(void* keeper) {
  const std::unique_ptr<Keeper> last(static_cast<Keeper*>(keeper));
}

void NatsSubscription::Record::deliver(natsSubscription* from,
                                       MessageHandle message) {
  {
    const std::lock_guard lock(mutex_);
    if (has_stopped_) return;
    is_delivering_ = true;
  }
  on_message_(from, std::move(message));
  const std::lock_guard lock(mutex_);
  is_delivering_ = false;
  delivered_.notify_all();
}

NatsSubscription::NatsSubscription(std::shared_ptr<Record> record)
    : record_(std::move(record)) {}

NatsSubscription::~NatsSubscription() { end(); }

NatsSubscription::NatsSubscription(NatsSubscription&&) noexcept = default;

NatsSubscription& NatsSubscription::operator=(
    NatsSubscription&& other) noexcept {
  end();
  record_ = std::move(other.record_);
  return *this;
}

natsSubscription* NatsSubscription::get() const {
  return record_ ? record_->get() : nullptr;
}

void NatsSubscription::end() {
  if (record_) record_->stop();
}

std::shared_ptr<NatsSubscription::Record> NatsSubscription::record_for(
    OnMessage on_message) {
  return std::make_shared<Record>(std::move(on_message));
}

void NatsSubscription::start(Record& record, natsConnection* connection,
                             const std::string& subject) {
  record.start(connection, subject);
}

void NatsSubscription::take_over(Record& record, natsSubscription* made) {
  record.take_over(made);
}

void NatsSubscription::free(Record& record) { record.free(); }

}  // namespace chefs::base
