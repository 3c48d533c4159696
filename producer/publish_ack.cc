#include "producer/publish_ack.h"

#include "contract/json.h"

namespace chefs::producer {
namespace {

using contract::Json;

PublishAck refusal(const Json& error) {
  PublishAck ack;
  ack.js_code = error.value("err_code", 0);
  ack.text = error.value("description", std::string("no reason was given"));
  return ack;
}

}  // namespace

PublishAck read_publish_ack(std::string_view bytes) {
  try {
    const Json answer = Json::parse(bytes);
    if (answer.contains("error")) return refusal(answer.at("error"));
    PublishAck ack;
    ack.sequence = answer.at("seq").get<std::uint64_t>();
    ack.is_stored = true;
    return ack;
  } catch (const Json::exception&) {
    PublishAck ack;
    ack.text = "the answer is no JetStream acknowledgement";
    return ack;
  }
}

}  // namespace chefs::producer
