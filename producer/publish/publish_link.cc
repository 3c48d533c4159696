#include "producer/publish/publish_link.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/text.h"

namespace chefs::producer {
namespace {

using base::ConnectionEvent;
using base::MessageHandle;

// A reply subject ends in the message's ticket.
std::optional<std::uint64_t> ticket_in(std::string_view reply_subject) {
  return base::whole_number<std::uint64_t>(
      reply_subject.substr(reply_subject.rfind('.') + 1));
}

std::string new_inbox() {
  natsInbox* raw = nullptr;
  base::check(natsInbox_Create(&raw), "make a reply subject");
  std::string inbox(raw);
  natsInbox_Destroy(raw);
  return inbox + '.';
}

}  // namespace

PublishLink::PublishLink(const PublishLinkOptions& options)
    : inbox_(new_inbox()),
      connection_(std::in_place, connection_options(options)) {
  answers_ = connection_->subscribe(inbox_ + '*');
  send();
}

// cnats, when it closes with something unsent, waits for an answer to it, which
// nobody would read.
PublishLink::~PublishLink() { send(); }

base::NatsConnectionOptions PublishLink::connection_options(
    const PublishLinkOptions& options) {
  base::NatsConnectionOptions made;
  made.url = options.url;
  made.name = "chefs-mock producer";
  made.nkey = options.nkey;
  made.ca_file = options.ca_file;
  made.loop = &loop_;
  made.on_event = [this](const ConnectionEvent& event) { hear(event); };
  return made;
}

// On a thread of cnats.
void PublishLink::hear(const ConnectionEvent& event) {
  {
    const std::lock_guard lock(heard_mutex_);
    heard_.push_back(event);
  }
  wake();
}

std::int64_t PublishLink::max_payload_bytes() const {
  return natsConnection_GetMaxPayload(connection_->get());
}

natsStatus PublishLink::gather(std::uint64_t ticket,
                               const OutgoingMessage& message) {
  reply_subject_ = inbox_;
  fmt::format_int digits(ticket);
  reply_subject_.append(digits.data(), digits.size());
  const natsStatus status = natsConnection_PublishRequest(
      connection_->get(), message.subject.c_str(), reply_subject_.c_str(),
      message.bytes.data(), static_cast<int>(message.bytes.size()));
  if (status == NATS_OK) gathered_bytes_ += message.bytes.size();
  return status;
}

void PublishLink::send() {
  gathered_bytes_ = 0;
  loop_.send();
}

std::size_t PublishLink::take_answers(const OnAnswer& on_answer) {
  std::size_t without_stream = 0;
  natsSubscription* const answers = answers_->get();
  for (;;) {
    natsMsg* raw = nullptr;
    const natsStatus status = natsSubscription_NextMsg(&raw, answers, 0);
    if (status == NATS_NO_RESPONDERS) {
      ++without_stream;
      continue;
    }
    if (status != NATS_OK) return without_stream;
    const MessageHandle answer(raw);
    const auto ticket = ticket_in(natsMsg_GetSubject(raw));
    if (!ticket) continue;
    on_answer(*ticket, read_publish_ack({natsMsg_GetData(raw),
                                         static_cast<std::size_t>(
                                             natsMsg_GetDataLength(raw))}));
  }
}

std::vector<ConnectionEvent> PublishLink::take_events() {
  const std::lock_guard lock(heard_mutex_);
  return std::exchange(heard_, {});
}

}  // namespace chefs::producer
