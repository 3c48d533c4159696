// What is wrong with a filter that can match no CHEFS event: its first token
// that no event of either profile carries there, and the word that was meant.
#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "contract/internal/subject_tokens.h"
#include "contract/subject.h"

namespace chefs::contract {
namespace {

constexpr std::size_t kSubjectTokens = 5;
constexpr std::array<std::string_view, kSubjectTokens> kTokenNames = {
    "visibility", "domain", "class", "type", "form id"};

using Words = std::vector<std::string_view>;

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void add_types(EventClass event_class, Words& words) {
  for (const Profile profile : {Profile::kDocumented, Profile::kDeployed}) {
    for (const std::string_view type : event_types(profile, event_class)) {
      if (!contains(words, type)) words.push_back(type);
    }
  }
}

// What CHEFS sends in the place, whichever the profile; empty: anything.
Words words_at(std::size_t place, std::string_view class_token) {
  if (place == 0) {
    return {to_string(Visibility::kPublic), to_string(Visibility::kPrivate)};
  }
  if (place == 1) return {kDomain};
  if (place == 2) {
    return {to_string(EventClass::kSchema), to_string(EventClass::kSubmission)};
  }
  Words words;
  if (place != 3) return words;
  for (const EventClass each : {EventClass::kSchema, EventClass::kSubmission}) {
    if (class_token == "*" || class_token == to_string(each)) {
      add_types(each, words);
    }
  }
  return words;
}

std::string listed(const Words& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text.append("`").append(words[i]).append("`");
  }
  return text;
}

// The same letters, give or take their case and a plural's s.
std::string skeleton(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  if (letters.ends_with('s')) letters.pop_back();
  return letters;
}

std::string token_advice(std::size_t place, std::string_view token,
                         const Words& words) {
  std::string text = "token " + std::to_string(place + 1) + " (";
  text.append(kTokenNames[place]).append(") is `").append(token);
  for (const std::string_view word : words) {
    if (skeleton(word) != skeleton(token)) continue;
    return text.append("`, but CHEFS sends `").append(word).append("` there");
  }
  return text + "`, but CHEFS sends " + listed(words) + " there";
}

std::string count_advice(std::size_t tokens) {
  return "it has " + std::to_string(tokens) +
         " tokens, but a CHEFS subject has five: "
         "PUBLIC|PRIVATE.forms.<class>.<type>.<form id>; end the filter with "
         "`.>` to match every longer subject";
}

}  // namespace

std::optional<std::string> why_filter_matches_nothing(std::string_view filter) {
  if (!is_valid_filter(filter)) {
    return "it is no valid filter: a filter has non-empty tokens without "
           "white space, `*` alone in its token and `>` only as the last one";
  }
  SubjectTokens tokens(filter);
  std::string_view class_token;
  std::size_t place = 0;
  for (; const auto token = tokens.next(); ++place) {
    if (place >= kSubjectTokens) continue;
    if (*token == ">") return std::nullopt;
    if (place == 2) class_token = *token;
    const Words words = words_at(place, class_token);
    if (*token == "*" || words.empty() || contains(words, *token)) continue;
    return token_advice(place, *token, words);
  }
  if (place == kSubjectTokens) return std::nullopt;
  return count_advice(place);
}

}  // namespace chefs::contract
