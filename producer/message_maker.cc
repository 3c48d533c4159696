#include "producer/message_maker.h"

#include <algorithm>
#include <utility>

namespace chefs::producer {
namespace {

// What a batch should hold, so that memory does not grow with the size of what
// is sent.
constexpr std::size_t kBatchBytes = 4 << 20;

}  // namespace

MessageMaker::MessageMaker(Plan& plan, contract::RandomSource& random,
                           MessageMakerOptions options)
    : plan_(plan),
      random_(random),
      options_(std::move(options)),
      next_batch_(options_.batch) {}

void MessageMaker::take(std::vector<Taken>& taken,
                        std::vector<UnsealedEvent>& events) {
  while (taken.size() < next_batch_) {
    std::optional<Planned> planned = plan_.next();
    if (!planned) return;
    if (auto* message = std::get_if<OutgoingMessage>(&*planned)) {
      taken.push_back({.occurrence = {}, .raw = std::move(*message)});
      continue;
    }
    auto& occurrence = std::get<Occurrence>(*planned);
    if (options_.size_check) occurrence.size_check = *options_.size_check;
    events.push_back(prepare(occurrence, random_));
    taken.push_back({.occurrence = std::move(occurrence), .raw = {}});
  }
}

void MessageMaker::append(const Occurrence& occurrence,
                          const UnsealedEvent& event,
                          std::vector<OutgoingMessage>& messages) const {
  const std::size_t first = messages.size();
  append_messages(event, options_.max_msg_size_bytes, messages);
  if (options_.on_made) {
    options_.on_made(occurrence, std::span(messages).subspan(first));
  }
}

void MessageMaker::choose_next_batch(std::span<const OutgoingMessage> made) {
  const std::size_t bytes = bytes_of(made);
  if (bytes == 0) return;
  const std::size_t that_fit = kBatchBytes * next_batch_ / bytes;
  next_batch_ = std::clamp<std::size_t>(that_fit, 1, options_.batch);
}

bool MessageMaker::next_batch(std::vector<OutgoingMessage>& messages) {
  messages.clear();
  std::vector<Taken> taken;
  std::vector<UnsealedEvent> events;
  take(taken, events);
  seal(events);
  std::size_t next_event = 0;
  for (Taken& one : taken) {
    const std::size_t first = messages.size();
    if (one.occurrence) {
      append(*one.occurrence, events[next_event++], messages);
    } else {
      messages.push_back(std::move(one.raw));
    }
    for (OutgoingMessage& message : std::span(messages).subspan(first)) {
      message.number = next_number_++;
      message.turn = next_turn_;
    }
    ++next_turn_;
  }
  choose_next_batch(messages);
  return !taken.empty();
}

}  // namespace chefs::producer
