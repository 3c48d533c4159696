#include "consumer-kit/reference/pull.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/environment_error.h"
#include "base/text.h"
#include "contract/json.h"

namespace chefs::consumer {
namespace {

using base::EnvironmentError;
using base::MessageHandle;
using std::chrono::steady_clock;

// Codes of a status message, as in HTTP.
constexpr int kSignOfLife = 100;
constexpr int kNoMessages = 404;
constexpr int kRequestTimeout = 408;
constexpr int kConflict = 409;

constexpr const char* kLeftHeader = "Nats-Pending-Messages";

std::string header(natsMsg* message, const char* name) {
  const char* value = nullptr;
  if (natsMsgHeader_Get(message, name, &value) != NATS_OK) return {};
  return value == nullptr ? std::string() : std::string(value);
}

// 0 if the message is none.
int status_of(natsMsg* message) {
  return base::whole_number<int>(header(message, "Status")).value_or(0);
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

Pull::Pull(const base::NatsConnection& connection, MessageQueue& queue,
           std::string next_subject, int batch, PullTimes times)
    : connection_(connection.get()),
      next_subject_(std::move(next_subject)),
      batch_(batch),
      times_(times),
      queue_(queue),
      inbox_(connection, queue),
      flush_(connection.get()) {
  times_.heartbeat = std::min(times_.heartbeat, times_.expires / 2);
}

// While nothing comes, one request is enough: those that were made while
// messages flowed end one after the other, and the last is made anew.
void Pull::ask(std::uint64_t in_hand, std::uint64_t most) {
  const auto now = steady_clock::now();
  if (now < ask_again_at_ || (awaited_ > 0 && !is_flowing_)) return;
  const int missing = batch_ - awaited_ - static_cast<int>(in_hand);
  if (missing <= 0 || 4 * missing < batch_) return;
  const auto awaited = static_cast<std::uint64_t>(awaited_);
  if (most <= awaited) return;
  const auto wanted =
      std::min(static_cast<std::uint64_t>(missing), most - awaited);
  request(static_cast<int>(wanted), now);
}

void Pull::request(int count, TimePoint now) {
  const contract::Json request = {{"batch", count},
                                  {"expires", in_ns(times_.expires)},
                                  {"idle_heartbeat", in_ns(times_.heartbeat)}};
  const std::string body = request.dump();
  const std::string reply = inbox_.subject(++newest_);
  base::check(natsConnection_PublishRequest(connection_, next_subject_.c_str(),
                                            reply.c_str(), body.data(),
                                            static_cast<int>(body.size())),
              "ask for events");
  flush_.flush();
  awaited_ += count;
  newest_count_ = count;
  is_flowing_ = false;
  last_sign_ = now;
}

// Two signs of life may be late before requests are given up.
Pull::TimePoint Pull::give_up_at() const {
  if (awaited_ > 0) return last_sign_ + 5 * times_.heartbeat / 2;
  return steady_clock::now() < ask_again_at_ ? ask_again_at_ : TimePoint::max();
}

void Pull::wait(TimePoint deadline, const std::stop_token& stop,
                std::vector<Delivery>& to) {
  const auto give_up = give_up_at();
  queue_.wait(std::min(deadline, give_up), stop, arrived_);
  if (!arrived_.empty()) return sort(to);
  if (steady_clock::now() >= give_up) forget_requests();
}

void Pull::take(std::vector<Delivery>& to) {
  queue_.take(arrived_);
  sort(to);
}

void Pull::forget_requests() {
  awaited_ = 0;
  oldest_ = newest_ + 1;
}

void Pull::sort(std::vector<Delivery>& to) {
  last_sign_ = steady_clock::now();
  for (auto& message : arrived_) {
    const char* reply = natsMsg_GetReply(message.get());
    if (reply == nullptr) {
      const int status = status_of(message.get());
      if (status != 0) handle_status(message.get(), status);
      continue;
    }
    const auto info = parse_ack_subject(reply);
    // Not from the stream: somebody published to the inbox.
    if (!info) continue;
    is_flowing_ = true;
    if (awaited_ > 0) --awaited_;
    to.emplace_back(std::move(message), *info);
  }
}

void Pull::handle_status(natsMsg* message, int status) {
  const auto number = inbox_.number_of(natsMsg_GetSubject(message));
  if (!number || *number < oldest_ || *number > newest_) return;
  if (status == kSignOfLife) return;
  end_request(*number, status,
              base::whole_number<int>(header(message, kLeftHeader)));
  if (status == kNoMessages || status == kRequestTimeout) return;
  const std::string description = header(message, "Description");
  if (status == kConflict && is_final(description)) {
    throw EnvironmentError("the server gives this consumer no more events: " +
                           description);
  }
  // No leader yet, the server is going down, too many requests wait, or, as
  // 503, nobody answers for the durable.
  ask_again_at_ = steady_clock::now() + times_.back_off;
}

// All requests wait equally long: when the newest is over, the others are, too.
// One that was refused does not say that all of it is left; neither does any
// from a server before 2.9, and then asking too early is better than too late.
void Pull::end_request(std::uint64_t number, int status,
                       std::optional<int> left) {
  const bool is_newest = number == newest_;
  if (is_newest && status == kRequestTimeout) left = awaited_;
  const int unsent = left.value_or(is_newest ? newest_count_ : awaited_);
  awaited_ = std::max(0, awaited_ - unsent);
}

}  // namespace chefs::consumer
