#include "tests/consumer-kit/real_stream.h"

#include <stdexcept>

namespace chefs::tests {
namespace {

using base::check;
using contract::Json;

}  // namespace

RealStream::RealStream(const RealServer& server, std::int64_t max_msgs)
    : connection_({.url = server.nats_url(), .nkey = server.admin()}),
      jetstream_(connection_.jetstream()) {
  const char* subjects[] = {"PUBLIC.forms.>", "PRIVATE.forms.>"};
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  config.Name = "CHEFS";
  config.Subjects = subjects;
  config.SubjectsLen = 2;
  config.MaxMsgs = max_msgs;
  check(js_AddStream(nullptr, jetstream_.get(), &config, nullptr, nullptr),
        "make the stream");
}

std::uint64_t RealStream::publish(std::string_view subject,
                                  std::string_view bytes) {
  jsPubAck* raw = nullptr;
  const auto status = js_Publish(
      &raw, jetstream_.get(), std::string(subject).c_str(), bytes.data(),
      static_cast<int>(bytes.size()), nullptr, nullptr);
  const base::PubAckHandle ack(raw);
  check(status, "publish");
  return raw->Sequence;
}

void RealStream::publish_events(int count, std::string_view subject) {
  for (int i = 0; i < count; ++i) publish(subject, public_event());
}

base::NatsSubscription RealStream::watch_requests() const {
  auto subscription =
      connection_.subscribe("$JS.API.CONSUMER.MSG.NEXT.CHEFS.*");
  check(natsConnection_Flush(connection_.get()), "flush");
  return subscription;
}

Json RealStream::ask(const std::string& subject) const {
  natsMsg* raw = nullptr;
  const auto status = natsConnection_RequestString(&raw, connection_.get(),
                                                   subject.c_str(), "", 5'000);
  const base::MessageHandle answer(raw);
  check(status, "ask " + subject);
  return Json::parse(
      std::string_view(natsMsg_GetData(raw),
                       static_cast<std::size_t>(natsMsg_GetDataLength(raw))));
}

Json RealStream::consumer_info(const std::string& durable) const {
  Json info = ask("$JS.API.CONSUMER.INFO.CHEFS." + durable);
  return info.contains("error") ? Json() : info;
}

std::uint64_t RealStream::ack_floor(const std::string& durable) const {
  return consumer_info(durable).at("ack_floor").at("stream_seq");
}

void RealStream::delete_consumer(const std::string& durable) const {
  ask("$JS.API.CONSUMER.DELETE.CHEFS." + durable);
}

}  // namespace chefs::tests
