#include <set>

#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "consumer-kit/conformance/consumer/facts/message_names.h"
#include "consumer-kit/conformance/suite/case_info_reader.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

constexpr std::uint64_t kMostMessages = 200'000;
constexpr std::uint64_t kMostRepeats = 1'000'000;

// Text, or parts of it one after another: text, or a text so many times.
std::string read_bytes(const JsonPlace& place) {
  if (place.value().is_string()) return place.text();
  if (!place.value().is_array()) place.fail("text, or an array of its parts");
  std::string bytes;
  for (const JsonPlace& part : place.elements()) {
    if (part.value().is_string()) {
      bytes += part.text();
      continue;
    }
    part.allow_only({"repeat", "times"});
    const std::string text = part.at("repeat").words();
    const std::uint64_t times = part.at("times").number(kMostRepeats);
    for (std::uint64_t i = 0; i < times; ++i) bytes += text;
  }
  return bytes;
}

void read_type(const std::string& word, CaseMessage& message) {
  const auto type =
      contract::parse_event_type(word, contract::Profile::kDocumented);
  if (type) {
    message.type = *type;
  } else {
    message.foreign_type = word;
  }
}

void read_event(const JsonPlace& place, CaseMessage& message) {
  if (const auto form = place.find("form")) {
    if (form->number(2) == 0) form->fail("1 or 2");
    message.form = static_cast<int>(form->number(2));
  }
  if (const auto type = place.find("type")) read_type(type->words(), message);
  message.source = place.words_or("source", message.source);
  if (const auto draft = place.find("draft")) message.draft = draft->flag();
  message.has_form_metadata =
      place.flag_or("form_metadata", message.has_form_metadata);
  if (const auto patch = place.find("patch")) {
    if (!patch->value().is_object()) patch->fail("an object, a merge patch");
    message.patch = patch->value();
  }
}

void read_sealing(const JsonPlace& place, CaseMessage& message) {
  message.sealed_with = word_or(place, "sealed_with", message.sealed_with,
                                {"form", "other", "rotated"});
  message.tampered =
      word_or(place, "tampered", message.tampered,
              {"none", "salt", "iv", "tag", "ciphertext", "cut-tag"});
  const bool is_private = message.kind == "private";
  if (!is_private && (place.find("sealed_with") || place.find("tampered")))
    place.fail("a private message where sealed_with or tampered stands");
  message.size_bytes =
      place.number_or("size_bytes", message.size_bytes, 2'000'000);
}

void read_bare_bytes(const JsonPlace& place, CaseMessage& message) {
  if (const auto bytes = place.find("bytes"))
    message.bytes = read_bytes(*bytes);
  message.subject = place.words_or("subject", message.subject);
  if ((message.kind == "raw") != message.bytes.has_value())
    place.fail("bytes in a message of the kind raw, and in no other");
}

CaseMessage read_message(const JsonPlace& place,
                         const std::vector<CaseMessage>& before) {
  place.allow_only({"name", "times", "kind", "form", "type", "source", "draft",
                    "form_metadata", "sealed_with", "tampered", "size_bytes",
                    "patch", "bytes", "subject", "same_submission_as",
                    "unchanged", "outcomes"});
  CaseMessage message;
  message.name = read_hyphenated_word(place.at("name"));
  if (const auto times = place.find("times")) {
    if (times->number(kMostMessages) == 0) times->fail("a number from 1");
    message.times = static_cast<std::uint32_t>(times->number(kMostMessages));
  }
  message.kind = word_or(place, "kind", message.kind,
                         {"public", "private", "error", "raw"});
  read_event(place, message);
  read_sealing(place, message);
  read_bare_bytes(place, message);
  if (const auto same = place.find("same_submission_as")) {
    if (find_message(before, same->words()) == nullptr)
      same->fail("the name of a message above");
    message.same_submission_as = same->words();
  }
  if (const auto unchanged = place.find("unchanged")) {
    if (message.same_submission_as.empty())
      unchanged->fail("same_submission_as beside it");
    if (unchanged->value() != contract::Json(true)) unchanged->fail("true");
    message.is_unchanged = true;
  }
  if (const auto outcomes = place.find("outcomes"))
    message.outcomes = read_outcomes(*outcomes);
  return message;
}

}  // namespace

std::vector<CaseMessage> read_case_messages(const JsonPlace& list) {
  std::vector<CaseMessage> messages;
  std::set<std::string> names;
  for (const JsonPlace& place : list.elements()) {
    messages.push_back(read_message(place, messages));
    if (!names.insert(messages.back().name).second)
      place.at("name").fail("a name used once in its case");
  }
  if (messages.empty()) list.fail("at least one message");
  return messages;
}

}  // namespace chefs::conformance
