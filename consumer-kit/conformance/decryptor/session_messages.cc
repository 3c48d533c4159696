#include "consumer-kit/conformance/decryptor/session_messages.h"

#include <fmt/format.h>

#include <optional>

#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/base64_text.h"
#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;

std::string line_of(const Json& message) {
  std::string line = contract::stringify(message);
  line += '\n';
  return line;
}

std::variant<Json, Violation> parse_object(std::string_view line) {
  auto parsed = contract::parse_js_json(line);
  auto* message = std::get_if<Json>(&parsed);
  if (message == nullptr)
    return Violation{"printed a line that is not JSON: " + shown(line)};
  if (!message->is_object())
    return Violation{"printed a line that is not a JSON object: " +
                     shown(line)};
  return std::move(*message);
}

std::optional<std::string> text_member(const Json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return std::nullopt;
  return member->get<std::string>();
}

// The members that say how the question was answered.
struct Verdicts {
  std::optional<std::string> plaintext;
  std::optional<std::string> plaintext_base64;
  std::optional<std::string> rejected;
  std::optional<std::string> unsupported;

  int count() const {
    return plaintext.has_value() + plaintext_base64.has_value() +
           rejected.has_value() + unsupported.has_value();
  }
};

std::variant<Verdicts, Violation> read_verdicts(const Json& message,
                                                std::string_view line) {
  for (const char* name :
       {"plaintext", "plaintextBase64", "rejected", "unsupported"}) {
    if (message.contains(name) && !message[name].is_string())
      return Violation{
          fmt::format("answered with a \"{}\" that is not a "
                      "string: {}",
                      name, shown(line))};
  }
  Verdicts verdicts{text_member(message, "plaintext"),
                    text_member(message, "plaintextBase64"),
                    text_member(message, "rejected"),
                    text_member(message, "unsupported")};
  if (verdicts.count() == 0) {
    return Violation{
        "answered without \"plaintext\", \"plaintextBase64\", \"rejected\" or "
        "\"unsupported\": " +
        shown(line)};
  }
  if (verdicts.plaintext_base64) {
    if (verdicts.plaintext)
      return Violation{"answered in several ways at once: " + shown(line)};
    verdicts.plaintext = contract::text_from_base64(*verdicts.plaintext_base64);
    verdicts.plaintext_base64.reset();
    if (!verdicts.plaintext)
      return Violation{"answered with a plaintextBase64 that is not base64: " +
                       shown(line)};
  }
  return verdicts;
}

}  // namespace

std::string start_line() { return line_of({{"start", {{"protocol", 1}}}}); }

std::string decrypt_line(std::string_view id, std::string_view key,
                         const Json& data) {
  return line_of({{"decrypt", {{"id", id}, {"key", key}, {"data", data}}}});
}

std::string probe_line(std::string_view id) {
  return line_of({{"probe", {{"id", id}}}});
}

std::string stop_line() { return line_of({{"stop", Json::object()}}); }

std::variant<Implementation, Violation> parse_ready(std::string_view line) {
  auto parsed = parse_object(line);
  if (auto* violation = std::get_if<Violation>(&parsed)) return *violation;
  const Json& message = std::get<Json>(parsed);
  const auto ready = message.find("ready");
  if (ready == message.end() || !ready->is_object())
    return Violation{"printed something else than its ready line: " +
                     shown(line)};
  Implementation implementation{text_member(*ready, "name").value_or(""),
                                text_member(*ready, "version").value_or(""),
                                {}};
  const auto list = ready->find("unsupported");
  if (list == ready->end()) return implementation;
  if (!list->is_array())
    return Violation{"printed a ready line whose \"unsupported\" is no list: " +
                     shown(line)};
  for (const Json& pattern : *list) {
    if (!pattern.is_string())
      return Violation{
          "printed a ready line whose \"unsupported\" holds something else "
          "than strings: " +
          shown(line)};
    implementation.unsupported.push_back(pattern.get<std::string>());
  }
  return implementation;
}

std::variant<SessionAnswer, Violation> parse_answer(std::string_view line) {
  auto parsed = parse_object(line);
  if (auto* violation = std::get_if<Violation>(&parsed)) return *violation;
  const Json& message = std::get<Json>(parsed);
  const std::optional<std::string> id = text_member(message, "id");
  if (!id)
    return Violation{"answered without its \"id\" as a string: " + shown(line)};
  auto read = read_verdicts(message, line);
  if (auto* violation = std::get_if<Violation>(&read)) return *violation;
  const Verdicts& verdicts = std::get<Verdicts>(read);
  if (verdicts.plaintext && verdicts.rejected) {
    return SessionAnswer{.id = *id,
                         .kind = AnswerKind::kViolation,
                         .reason =
                             "gave a plaintext and rejected the data in "
                             "one answer",
                         .released = *verdicts.plaintext};
  }
  if (verdicts.count() > 1)
    return Violation{"answered in several ways at once: " + shown(line)};
  if (verdicts.plaintext)
    return SessionAnswer{.id = *id,
                         .kind = AnswerKind::kAccepted,
                         .plaintext = *verdicts.plaintext};
  if (verdicts.rejected)
    return SessionAnswer{
        .id = *id, .kind = AnswerKind::kRejected, .reason = *verdicts.rejected};
  return SessionAnswer{.id = *id,
                       .kind = AnswerKind::kUnsupported,
                       .reason = *verdicts.unsupported};
}

}  // namespace chefs::conformance
