#include "producer/event/message_maker.h"

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

bool MessageMaker::take(MessageBatch& batch) {
  batch.things.clear();
  batch.messages.clear();
  const std::size_t wanted = next_batch_;
  std::size_t sealed = 0;
  while (batch.things.size() < wanted && sealed < options_.most_sealed) {
    std::optional<Planned> planned = plan_.next();
    if (!planned) break;
    InMaking& one = batch.things.emplace_back();
    one.planned = *std::move(planned);
    auto* occurrence = std::get_if<Occurrence>(&one.planned);
    if (occurrence == nullptr) continue;
    if (options_.size_check) occurrence->size_check = *options_.size_check;
    if (!has_private_event(*occurrence)) continue;
    one.seed = salts_.next();
    ++sealed;
  }
  return !batch.things.empty();
}

std::vector<SealedEvent> MessageMaker::sealed_events(
    const MessageBatch& batch) {
  std::vector<UnsealedEvent> events;
  for (const InMaking& one : batch.things) {
    const auto* occurrence = std::get_if<Occurrence>(&one.planned);
    if (occurrence == nullptr || !has_private_event(*occurrence)) continue;
    events.push_back(prepare(*occurrence, one.seed));
  }
  return salts_.is_pool() ? seal(std::move(events), cache_)
                          : seal(std::move(events));
}

void MessageMaker::make(MessageBatch& batch) {
  std::vector<SealedEvent> sealed = sealed_events(batch);
  auto next_sealed = sealed.begin();
  contract::EventMeta meta;
  for (InMaking& one : batch.things) {
    const std::size_t before = batch.messages.size();
    if (auto* message = std::get_if<OutgoingMessage>(&one.planned)) {
      batch.messages.add() = std::move(*message);
    } else if (const auto& occurrence = std::get<Occurrence>(one.planned);
               has_private_event(occurrence)) {
      // Ends here: large ones are not held twice.
      const SealedEvent event = std::move(*next_sealed++);
      append_messages(event, options_.max_msg_size_bytes, batch.messages);
    } else if (has_public_event(occurrence)) {
      set_meta(meta, occurrence);
      append_public_message(meta, batch.messages);
    }
    one.messages = batch.messages.size() - before;
  }
}

void MessageMaker::finish(MessageBatch& batch) {
  std::span<OutgoingMessage> rest = batch.messages.all();
  for (const InMaking& one : batch.things) {
    const std::span<OutgoingMessage> messages = rest.first(one.messages);
    rest = rest.subspan(one.messages);
    for (OutgoingMessage& message : messages) {
      message.number = next_number_++;
      message.turn = next_turn_;
    }
    ++next_turn_;
    const auto* occurrence = std::get_if<Occurrence>(&one.planned);
    if (occurrence != nullptr && options_.on_made) {
      options_.on_made(*occurrence, messages);
    }
  }
  choose_next_batch(batch.things.size(), bytes_of(batch.messages.all()));
  batch.things.clear();
}

void MessageMaker::choose_next_batch(std::size_t taken, std::size_t bytes) {
  if (bytes == 0) return;
  next_batch_ =
      std::clamp<std::size_t>(kBatchBytes * taken / bytes, 1, options_.batch);
}

bool MessageMaker::next_batch(MessageBatch& batch) {
  if (!take(batch)) return false;
  make(batch);
  finish(batch);
  return true;
}

}  // namespace chefs::producer
