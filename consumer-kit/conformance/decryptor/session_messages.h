// The lines of the session adapter, written and read. Pure: no pipes here.
// Rules: docs/decryptor-adapters.md, "Session".
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

// Each with its line feed.
std::string start_line();
std::string decrypt_line(std::string_view id, std::string_view key,
                         const contract::Json& data);
std::string probe_line(std::string_view id);
std::string stop_line();

// Why a line breaks the adapter's rules, as the end of a sentence that starts
// with "it": "printed a line that is no JSON: …".
struct Violation {
  std::string text;
};

std::variant<Implementation, Violation> parse_ready(std::string_view line);

struct SessionAnswer {
  std::string id;
  // kAccepted, kRejected or kUnsupported; kViolation if it contradicts itself.
  AnswerKind kind = AnswerKind::kRejected;
  std::string plaintext = {};
  std::string reason = {};
  // The plaintext of an answer that also rejects.
  std::string released = {};
};

std::variant<SessionAnswer, Violation> parse_answer(std::string_view line);

}  // namespace chefs::conformance
