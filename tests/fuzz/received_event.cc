// A message's bytes. The quick way of reading an event and the thorough one
// must find the same: a key that nobody knows makes the reader take the second.
#include "contract/received_event.h"

#include <string>
#include <tuple>

#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace contract;

auto fields_of(const ReceivedEvent& event) {
  return std::tie(event.kind, event.source, event.domain, event.event_class,
                  event.type, event.form_id, event.form_version_id,
                  event.submission_id, event.draft, event.timestamp,
                  event.sealed, event.error_code, event.error_message);
}

// With a key more in its first object, so that only the bytes' meaning stays.
std::string with_another_key(std::string_view bytes) {
  const std::size_t brace = bytes.find('{');
  std::string longer(bytes);
  longer.insert(brace + 1, R"("unknown":0,)");
  return longer;
}

void check_kind(const ReceivedEvent& event) {
  const bool is_invalid = event.kind == EventKind::kInvalid;
  require(event.invalid_reason.empty() != is_invalid,
          "an invalid event has a reason, and no other");
  require(
      event.sealed.empty() || event.kind == EventKind::kSealed || is_invalid,
      "a sealed event alone has sealed text");
  require(event.form_metadata.is_null() || event.form_metadata.is_object(),
          "a form's metadata is an object");
  // Such as it is kept, it may be copied.
  const Json copy = event.form_metadata;
  require(stringify(copy) == stringify(event.form_metadata),
          "a form's metadata can be copied");
}

}  // namespace

void run(std::string_view bytes) {
  const ReceivedEvent event = read_event(bytes);
  check_kind(event);
  const auto parsed = parse_js_json(bytes);
  const auto* value = std::get_if<Json>(&parsed);
  require(value != nullptr || event.kind == EventKind::kInvalid,
          "what is not JSON is no event");
  if (value == nullptr || !value->is_object() || value->empty()) return;

  const ReceivedEvent same = read_event(with_another_key(bytes));
  require(fields_of(event) == fields_of(same),
          "a key that is not known changes nothing");
  require(stringify(event.form_metadata) == stringify(same.form_metadata),
          "a key that is not known does not change the metadata");
}

}  // namespace chefs::fuzz
