// What a decryptor under test prints to the session adapter, and what is made
// of it for people, which must be UTF-8 whatever was printed.
#include "consumer-kit/conformance/decryptor/session_messages.h"

#include <variant>

#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/json.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace conformance;
using contract::Json;

void check_sentence(std::string_view text) {
  require(!text.empty(), "a violation is told");
  require(text.find('\n') == std::string_view::npos, "on one line");
}

// No control characters, nothing that is not UTF-8, and not the two characters
// that XML has not.
void check_shown(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  json += '"';
  require(Json::accept(json), "what is shown is UTF-8 without controls");
  require(text.find("\xEF\xBF\xBE") == text.npos &&
              text.find("\xEF\xBF\xBF") == text.npos,
          "what is shown can stand in XML");
}

}  // namespace

void run(std::string_view line) {
  check_shown(shown(line));
  check_shown(escaped(line));
  const auto ready = parse_ready(line);
  if (const auto* violation = std::get_if<Violation>(&ready)) {
    check_sentence(violation->text);
    check_shown(violation->text);
  }
  const auto answer = parse_answer(line);
  if (const auto* violation = std::get_if<Violation>(&answer)) {
    check_sentence(violation->text);
    check_shown(violation->text);
    return;
  }
  const auto& read = std::get<SessionAnswer>(answer);
  require(read.plaintext.empty() || read.kind == AnswerKind::kAccepted,
          "a plaintext comes with acceptance alone");
  require(read.released.empty() || read.kind == AnswerKind::kViolation,
          "what is released beside a rejection is a violation");
}

}  // namespace chefs::fuzz
