// JSON text against nlohmann's parser, which differs from JSON.parse in the
// two things that are named here, and in nothing else.
#include <string>
#include <variant>

#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace contract;

// Both are compared as JSON.stringify writes them: nlohmann's == takes 1 and
// 1.0 for the same, and goes down by recursion.
std::string written(const Json& value) { return stringify(value); }

// nlohmann skips a byte order mark, refuses lone surrogates, and ends at a NUL.
bool nlohmann_differs_by_design(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) return true;
  if (text.find('\0') != std::string_view::npos) return true;
  for (const char* mark : {"\\ud", "\\uD"}) {
    if (text.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

// The other difference: it has no number above the largest double.
bool holds_too_large_a_number(std::string_view text) {
  try {
    return Json::parse(text).is_discarded();
  } catch (const Json::out_of_range&) {
    return true;
  } catch (const Json::exception&) {
    return false;
  }
}

void check_against_nlohmann(std::string_view text,
                            const std::variant<Json, JsonFault>& parsed) {
  if (nlohmann_differs_by_design(text)) return;
  const auto* value = std::get_if<Json>(&parsed);
  const Json judged = Json::parse(text, nullptr, false);
  require(!judged.is_discarded() || value == nullptr ||
              holds_too_large_a_number(text),
          "what nlohmann does not take for JSON is none");
  if (judged.is_discarded()) return;
  require(value != nullptr, "what nlohmann takes for JSON is JSON");
  require(written(judged) == written(*value),
          "a value is what nlohmann takes it for");
}

}  // namespace

void run(std::string_view text) {
  const auto parsed = parse_js_json(text);
  check_against_nlohmann(text, parsed);
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) {
    require(fault->offset_bytes <= text.size(), "a fault is in the text");
    require(!fault->text.empty(), "a fault says what is wrong");
    return;
  }
  const std::string once = written(std::get<Json>(parsed));
  const auto again = parse_js_json(once);
  require(std::holds_alternative<Json>(again), "what is written is JSON");
  require(written(std::get<Json>(again)) == once,
          "what was written once is written the same again");
}

}  // namespace chefs::fuzz
