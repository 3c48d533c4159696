// A subscription of a NatsConnection, which makes it and frees it. Ends when it
// is destroyed, or with its connection if that goes first: either order is
// right.
//
//   const NatsSubscription heard =
//       nats.subscribe("subject.>", [&](natsSubscription*, MessageHandle m) …);
//
// cnats up to 3.6.0 writes to a subscription whose message its reader has in
// hand, freed or not. So a subscription that has ended is still kept, until its
// connection reads no more. Many short ones on one long connection add up.
// Why: docs/decisions/0142.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/nats_handles.h"

namespace chefs::base {

class NatsSubscription {
 public:
  // Runs on a thread of cnats, one call at a time. Must not throw, and must not
  // end its own subscription.
  using OnMessage = std::function<void(natsSubscription*, MessageHandle)>;

  ~NatsSubscription();
  NatsSubscription(NatsSubscription&&) noexcept;
  NatsSubscription& operator=(NatsSubscription&&) noexcept;

  // For cnats' calls that end nothing; null once the connection is gone.
  natsSubscription* get() const;
  // Nothing is heard any more, and no call runs any more.
  void end();

 private:
  // The one who may free it.
  friend class NatsConnection;
  class Record;

  explicit NatsSubscription(std::shared_ptr<Record> record);
  // Nothing in place of `on_message`: messages wait until they are taken.
  static std::shared_ptr<Record> record_for(OnMessage on_message);
  static void start(Record& record, natsConnection* connection,
                    const std::string& subject);
  static void take_over(Record& record, natsSubscription* made);
  // Only once the connection reads no more.
  static void free(Record& record);

  std::shared_ptr<Record> record_;
};

}  // namespace chefs::base
