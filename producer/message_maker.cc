#include "producer/message_maker.h"

#include <utility>

#include "producer/sealed_event.h"

namespace chefs::producer {

MessageMaker::MessageMaker(Plan& plan, contract::RandomSource& random,
                           MessageMakerOptions options)
    : plan_(plan), random_(random), options_(std::move(options)) {}

bool MessageMaker::next_batch(std::vector<OutgoingMessage>& messages) {
  messages.clear();
  std::vector<UnsealedEvent> events;
  // Bytes that the plan gives as they are wait for their turn: events[i] goes
  // before the i-th of them.
  std::vector<std::pair<std::size_t, OutgoingMessage>> raw;
  std::size_t taken = 0;
  while (taken < options_.batch) {
    std::optional<Planned> planned = plan_.next();
    if (!planned) break;
    ++taken;
    if (auto* message = std::get_if<OutgoingMessage>(&*planned)) {
      raw.emplace_back(events.size(), std::move(*message));
      continue;
    }
    const auto& occurrence = std::get<Occurrence>(*planned);
    if (options_.on_occurrence) options_.on_occurrence(occurrence);
    events.push_back(prepare(occurrence, random_));
  }

  seal(events);
  auto next_raw = raw.begin();
  for (std::size_t i = 0; i <= events.size(); ++i) {
    for (; next_raw != raw.end() && next_raw->first == i; ++next_raw) {
      messages.push_back(std::move(next_raw->second));
    }
    if (i == events.size()) break;
    append_messages(events[i], options_.max_msg_size_bytes, messages);
  }
  for (OutgoingMessage& message : messages) message.number = next_number_++;
  return taken > 0;
}

}  // namespace chefs::producer
