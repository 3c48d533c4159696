#include "producer/message_maker.h"

#include <algorithm>
#include <utility>

namespace chefs::producer {
namespace {

// What a batch should hold, so that memory does not grow with the size of what
// is sent.
constexpr std::size_t kBatchBytes = 2 << 20;

}  // namespace

MessageMaker::MessageMaker(Plan& plan, contract::RandomSource& random,
                           MessageMakerOptions options)
    : plan_(plan),
      options_(std::move(options)),
      salts_(random, options_.salt_pool),
      next_batch_(options_.batch) {}

MessageBatch MessageMaker::take() {
  MessageBatch batch;
  const std::size_t wanted = next_batch_;
  batch.reserve(wanted);
  std::size_t sealed = 0;
  while (batch.size() < wanted && sealed < options_.most_sealed) {
    std::optional<Planned> planned = plan_.next();
    if (!planned) break;
    MessagesInMaking& one = batch.emplace_back();
    if (auto* message = std::get_if<OutgoingMessage>(&*planned)) {
      one.messages.push_back(std::move(*message));
      continue;
    }
    one.occurrence = std::get<Occurrence>(std::move(*planned));
    if (options_.size_check) one.occurrence->size_check = *options_.size_check;
    if (!has_private_event(*one.occurrence)) continue;
    one.seed = salts_.next();
    ++sealed;
  }
  return batch;
}

void MessageMaker::make(MessageBatch& batch) {
  std::vector<UnsealedEvent> events;
  events.reserve(batch.size());
  for (const MessagesInMaking& one : batch) {
    if (one.occurrence) events.push_back(prepare(*one.occurrence, one.seed));
  }
  salts_.is_pool() ? seal(events, cache_) : seal(events);
  auto event = events.begin();
  for (MessagesInMaking& one : batch) {
    if (!one.occurrence) continue;
    append_messages(*event, options_.max_msg_size_bytes, one.messages);
    // Large ones are not held twice.
    *event++ = {};
  }
}

std::vector<OutgoingMessage> MessageMaker::finish(MessageBatch batch) {
  std::vector<OutgoingMessage> messages;
  messages.reserve(2 * batch.size());
  for (MessagesInMaking& one : batch) {
    for (OutgoingMessage& message : one.messages) {
      message.number = next_number_++;
      message.turn = next_turn_;
    }
    ++next_turn_;
    if (one.occurrence && options_.on_made) {
      options_.on_made(*one.occurrence, one.messages);
    }
    std::move(one.messages.begin(), one.messages.end(),
              std::back_inserter(messages));
  }
  choose_next_batch(batch.size(), bytes_of(messages));
  return messages;
}

void MessageMaker::choose_next_batch(std::size_t taken, std::size_t bytes) {
  if (bytes == 0) return;
  next_batch_ =
      std::clamp<std::size_t>(kBatchBytes * taken / bytes, 1, options_.batch);
}

bool MessageMaker::next_batch(std::vector<OutgoingMessage>& messages) {
  MessageBatch batch = take();
  const bool is_end = batch.empty();
  make(batch);
  messages = finish(std::move(batch));
  return !is_end;
}

}  // namespace chefs::producer
