// What is said to the server about a delivery, by publishing to its reply
// subject. Source: NATS documentation, "JetStream wire API", acknowledgements.
#pragma once

#include <chrono>
#include <cstdint>

#include "consumer-kit/reference/delivery.h"
#include "consumer-kit/reference/recent_sequences.h"

namespace chefs::consumer {

class Acknowledger {
 public:
  // The connection must outlive this.
  explicit Acknowledger(natsConnection* connection)
      : connection_(connection), done_(kRemembered) {}

  // Done with it: it is not delivered again.
  void done(const Delivery& delivery);
  // The same of the last of several. If nothing waited behind it this waits,
  // not for long, until the server has noted it.
  void done_last(const Delivery& delivery);
  // Once more, of what was done.
  void still_done(const Delivery& delivery);
  // Not done: to be delivered again in a second, or at once.
  void again_soon(const Delivery& delivery);
  void again(const Delivery& delivery);
  // Still at work: its time starts anew.
  void working(const Delivery& delivery);
  // It is delivered again though it was done: an acknowledgement was lost, or
  // the server made a mistake, in which case it may call it the first delivery.
  bool was_done(const Delivery& delivery) const;
  // Waits until what was said has reached the server, if it is there.
  void flush();

 private:
  // More than a stream of CHEFS holds.
  static constexpr std::size_t kRemembered = 4'096;

  void ask(const Delivery& delivery, const char* what);
  void say(const Delivery& delivery, const char* what);

  natsConnection* connection_;
  RecentSequences done_;
};

}  // namespace chefs::consumer
