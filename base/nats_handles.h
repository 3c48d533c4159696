// Owners for the C handles of cnats (<nats/nats.h>): one alias per type, each
// destroyed by its own destroy call. Not a second client API. None for a
// subscription, which must not be destroyed by itself: nats_subscription.h.
#pragma once

#include <nats/nats.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace chefs::base {

template <auto Destroy>
struct Destroyer {
  template <typename T>
  void operator()(T* handle) const {
    Destroy(handle);
  }
};

template <typename T, auto Destroy>
using Handle = std::unique_ptr<T, Destroyer<Destroy>>;

using OptionsHandle = Handle<natsOptions, natsOptions_Destroy>;
using ConnectionHandle = Handle<natsConnection, natsConnection_Destroy>;
using MessageHandle = Handle<natsMsg, natsMsg_Destroy>;
using JetStreamHandle = Handle<jsCtx, jsCtx_Destroy>;
using StreamInfoHandle = Handle<jsStreamInfo, jsStreamInfo_Destroy>;
using ConsumerInfoHandle = Handle<jsConsumerInfo, jsConsumerInfo_Destroy>;
using PubAckHandle = Handle<jsPubAck, jsPubAck_Destroy>;

// A call of cnats that failed. `js_code` is JetStream's own error code (10054:
// message too large), 0 when the failure was not JetStream's.
class NatsError : public std::runtime_error {
 public:
  NatsError(const std::string& attempted, natsStatus status, int js_code = 0);

  natsStatus status() const { return status_; }
  int js_code() const { return js_code_; }

 private:
  natsStatus status_;
  int js_code_;
};

// What this thread's last failed call says, or else what the status means.
// Without the line of cnats' source with which cnats begins it.
std::string last_error_text(natsStatus status);

// Throws NatsError ("cannot <attempted>: <reason>") unless the status is
// NATS_OK.
void check(natsStatus status, const std::string& attempted, int js_code = 0);

// Starts cnats' own threads and ends them. cnats starts them by itself when it
// is first used; a program that owns one of these in main() ends without them.
// Outlives every handle. One per process, so a library must not own it.
class NatsLibrary {
 public:
  NatsLibrary();
  ~NatsLibrary();
  NatsLibrary(const NatsLibrary&) = delete;
  NatsLibrary& operator=(const NatsLibrary&) = delete;
};

}  // namespace chefs::base
