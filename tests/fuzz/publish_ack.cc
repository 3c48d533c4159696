// What JetStream answers to a message that was published. The quick way of
// reading it and the thorough one, which a space before it makes the reader
// take, must not contradict each other.
#include "producer/publish/publish_result.h"

#include <string>

#include "contract/js_json_parse.h"
#include "contract/json.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {

void run(std::string_view bytes) {
  using producer::PublishAck;
  const PublishAck ack = producer::read_publish_ack(bytes);
  const PublishAck same = producer::read_publish_ack(' ' + std::string(bytes));
  // The quick way does not look into the stream's name, nor at leading zeros.
  require(!same.is_stored || (ack.is_stored && ack.sequence == same.sequence),
          "what the thorough way takes for stored the quick one does too");
  require(ack.is_stored || !ack.text.empty(), "a refusal has a text");
  const auto parsed = contract::parse_js_json(bytes);
  const auto* answer = std::get_if<contract::Json>(&parsed);
  if (answer == nullptr || !answer->is_object()) return;
  const auto sequence = answer->find("seq");
  if (sequence == answer->end() || !sequence->is_number()) return;
  require(!ack.is_stored || sequence->get<double>() >= 0,
          "no message is stored at a negative sequence");
}

}  // namespace chefs::fuzz
