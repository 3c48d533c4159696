#include "consumer-kit/reference/pull.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "contract/json.h"
#include "transport/environment_error.h"

namespace chefs::consumer {
namespace {

using std::chrono::steady_clock;
using transport::EnvironmentError;
using transport::MessageHandle;

// Codes of a status message, as in HTTP.
constexpr int kSignOfLife = 100;
constexpr int kNoMessages = 404;
constexpr int kTimeout = 408;
constexpr int kConflict = 409;

std::string header(natsMsg* message, const char* name) {
  const char* value = nullptr;
  if (natsMsgHeader_Get(message, name, &value) != NATS_OK) return {};
  return value == nullptr ? std::string() : std::string(value);
}

// 0 if the message is none.
int status_of(natsMsg* message) {
  if (natsMsg_GetReply(message) != nullptr) return 0;
  const std::string text = header(message, "Status");
  int status = 0;
  std::from_chars(text.data(), text.data() + text.size(), status);
  return status;
}

std::int64_t in_ns(std::chrono::milliseconds duration) {
  return std::chrono::nanoseconds(duration).count();
}

// A conflict that asking again does not mend.
bool is_final(const std::string& description) {
  const auto has = [&](std::string_view words) {
    return description.find(words) != std::string::npos;
  };
  return has("Consumer Deleted") || has("Exceeded MaxRequest") ||
         has("push based");
}

}  // namespace

Pull::Pull(natsConnection* connection, MessageQueue& queue,
           std::string next_subject, PullTimes times)
    : connection_(connection),
      next_subject_(std::move(next_subject)),
      times_(times),
      queue_(queue),
      inbox_(connection, queue) {
  times_.heartbeat = std::min(times_.heartbeat, times_.expires / 2);
}

void Pull::ask(int batch, TimePoint now) {
  const contract::Json request = {{"batch", batch},
                                  {"expires", in_ns(times_.expires)},
                                  {"idle_heartbeat", in_ns(times_.heartbeat)}};
  const std::string body = request.dump();
  const std::string reply = inbox_.subject(++request_number_);
  transport::check(natsConnection_PublishRequest(
                       connection_, next_subject_.c_str(), reply.c_str(),
                       body.data(), static_cast<int>(body.size())),
                   "ask for events");
  awaited_ = batch;
  last_sign_ = now;
}

std::optional<Delivery> Pull::next(int batch, TimePoint deadline,
                                   const std::stop_token& stop) {
  const auto now = steady_clock::now();
  if (awaited_ == 0 && now >= ask_again_at_) ask(batch, now);
  // Two signs of life may be late before the request is given up.
  const auto give_up_at =
      awaited_ == 0 ? ask_again_at_ : last_sign_ + 5 * times_.heartbeat / 2;
  auto message = queue_.wait(std::min(deadline, give_up_at), stop);
  if (message) return sort(std::move(message));
  if (steady_clock::now() >= give_up_at) awaited_ = 0;
  return std::nullopt;
}

std::optional<Delivery> Pull::next_unasked(TimePoint deadline,
                                           const std::stop_token& stop) {
  auto message = queue_.wait(deadline, stop);
  return message ? sort(std::move(message)) : std::nullopt;
}

std::optional<Delivery> Pull::next_at_hand() {
  while (auto message = queue_.take()) {
    if (auto delivery = sort(std::move(message))) return delivery;
  }
  return std::nullopt;
}

std::optional<Delivery> Pull::sort(MessageHandle message) {
  last_sign_ = steady_clock::now();
  if (status_of(message.get()) != 0) {
    handle_status(message.get());
    return std::nullopt;
  }
  const char* reply = natsMsg_GetReply(message.get());
  const auto info = parse_ack_subject(reply == nullptr ? "" : reply);
  // Not from the stream: somebody published to the inbox.
  if (!info) return std::nullopt;
  if (awaited_ > 0) --awaited_;
  return Delivery(std::move(message), *info);
}

void Pull::handle_status(natsMsg* message) {
  if (natsMsg_GetSubject(message) != inbox_.subject(request_number_)) return;
  const int status = status_of(message);
  if (status == kSignOfLife) return;
  awaited_ = 0;
  if (status == kNoMessages || status == kTimeout) return;
  const std::string description = header(message, "Description");
  if (status == kConflict && is_final(description)) {
    throw EnvironmentError("the server gives this consumer no more events: " +
                           description);
  }
  // No leader yet, the server is going down, too many requests wait, or, as
  // 503, nobody answers for the durable.
  ask_again_at_ = steady_clock::now() + times_.back_off;
}

}  // namespace chefs::consumer
