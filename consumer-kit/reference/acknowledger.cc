#include "consumer-kit/reference/acknowledger.h"

#include <cstring>

namespace chefs::consumer {
namespace {

constexpr const char* kDone = "+ACK";
constexpr const char* kAgain = "-NAK";
constexpr const char* kAgainSoon = "-NAK {\"delay\":1000000000}";
constexpr const char* kWorking = "+WPI";
constexpr std::int64_t kTimeoutMs = 2'000;

}  // namespace

// What cannot be said is not lost: the event is delivered again.
void Acknowledger::say(const Delivery& delivery, const char* what) {
  natsConnection_PublishString(connection_, delivery.ack_subject(), what);
}

void Acknowledger::ask(const Delivery& delivery, const char* what) {
  natsMsg* raw = nullptr;
  natsConnection_Request(&raw, connection_, delivery.ack_subject(), what,
                         static_cast<int>(std::strlen(what)), kTimeoutMs);
  const base::MessageHandle answer(raw);
}

void Acknowledger::done(const Delivery& delivery) {
  say(delivery, kDone);
  done_.add(delivery.sequence());
}

void Acknowledger::done_last(const Delivery& delivery) {
  if (delivery.info().pending > 0) return done(delivery);
  ask(delivery, kDone);
  done_.add(delivery.sequence());
}

void Acknowledger::still_done(const Delivery& delivery) {
  say(delivery, kDone);
}

void Acknowledger::again_soon(const Delivery& delivery) {
  say(delivery, kAgainSoon);
}

void Acknowledger::again(const Delivery& delivery) { say(delivery, kAgain); }

void Acknowledger::working(const Delivery& delivery) {
  say(delivery, kWorking);
}

bool Acknowledger::was_done(const Delivery& delivery) const {
  return done_.contains(delivery.sequence());
}

void Acknowledger::flush() {
  natsConnection_FlushTimeout(connection_, kTimeoutMs);
}

}  // namespace chefs::consumer
