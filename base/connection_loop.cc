#include "base/connection_loop.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>

#include "base/nats_handles.h"

namespace chefs::base {
namespace {

static_assert(NATS_VERSION_MAJOR == 3,
              "ConnectionLoop is written for cnats 3.4 to 3.13");

// Up to 3.9.1 cnats closes the socket itself; later it leaves that to the loop.
void close_socket([[maybe_unused]] natsSock socket) {
#if NATS_VERSION_NUMBER >= 0x030902
  natsConnection_ProcessCloseEvent(&socket);
#endif
}

// From 3.11 on cnats keeps the connection until the loop says it let go of it.
void let_go([[maybe_unused]] natsConnection* nats) {
#if NATS_VERSION_NUMBER >= 0x030b00
  natsConnection_ProcessDetachedEvent(nats);
#endif
}

timespec time_left(ConnectionLoop::Time until) {
  using std::chrono::nanoseconds;
  constexpr std::int64_t kNanosecondsInASecond = 1'000'000'000;
  const auto now = std::chrono::steady_clock::now();
  const std::int64_t left = until > now ? nanoseconds(until - now).count() : 0;
  return {left / kNanosecondsInASecond, left % kNanosecondsInASecond};
}

}  // namespace

void ConnectionLoop::drive(natsOptions* options) {
  check(natsOptions_SetEventLoop(options, this, attach, watch_reads,
                                 watch_writes, detach),
        "set an event loop");
  // Or else there is a thread that asks the loop to send, a millisecond later.
  check(natsOptions_SetSendAsap(options, true), "send at once");
}

// The thread that reconnects, or the one that connects.
natsStatus ConnectionLoop::attach(void** user_data, void* loop,
                                  natsConnection* nats, natsSock socket) {
  auto* self = static_cast<ConnectionLoop*>(loop);
  *user_data = self;
  self->nats_ = nats;
  self->socket_ = static_cast<int>(socket);
  self->wake_if_waiting();
  return NATS_OK;
}

natsStatus ConnectionLoop::watch_reads(void* loop, bool is_wanted) {
  auto* self = static_cast<ConnectionLoop*>(loop);
  if (is_wanted) return NATS_OK;
  const natsSock socket = self->socket_.exchange(-1);
  self->wake_if_waiting();
  close_socket(socket);
  return NATS_OK;
}

natsStatus ConnectionLoop::watch_writes(void* loop, bool is_wanted) {
  auto* self = static_cast<ConnectionLoop*>(loop);
  self->has_unsent_ = is_wanted;
  if (is_wanted) self->wake_if_waiting();
  return NATS_OK;
}

natsStatus ConnectionLoop::detach(void* loop) {
  auto* self = static_cast<ConnectionLoop*>(loop);
  self->socket_ = -1;
  let_go(self->nats_);
  return NATS_OK;
}

void ConnectionLoop::send() {
  // cnats takes an empty write for the end of the connection.
  if (has_unsent_ && socket_ >= 0) natsConnection_ProcessWriteEvent(nats_);
}

void ConnectionLoop::wait(Time until) {
  is_waiting_ = true;
  const int socket = socket_;
  const short writes = has_unsent_ ? POLLOUT : 0;
  std::array<pollfd, 2> watched{
      pollfd{.fd = woken_.get(), .events = POLLIN, .revents = 0},
      pollfd{.fd = socket,
             .events = static_cast<short>(POLLIN | writes),
             .revents = 0}};
  const timespec timeout = time_left(until);
  const int ready = ::ppoll(watched.data(), watched.size(), &timeout, nullptr);
  is_waiting_ = false;
  if (ready <= 0) return;

  if (watched[0].revents != 0) woken_.lower();
  if ((watched[1].revents & POLLOUT) != 0) send();
  // A broken connection is found out by reading.
  if ((watched[1].revents & ~POLLOUT) != 0 && socket == socket_) {
    natsConnection_ProcessReadEvent(nats_);
    // The answer to a ping that was read.
    send();
  }
}

void ConnectionLoop::wake_if_waiting() {
  if (is_waiting_) wake();
}

}  // namespace chefs::base
