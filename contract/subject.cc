#include "contract/subject.h"

#include <algorithm>
#include <array>

#include "contract/internal/subject_tokens.h"

namespace chefs::contract {
namespace {

constexpr std::string_view kAnyToken = "*";
constexpr std::string_view kAnyTail = ">";

bool is_space(char character) {
  return character == ' ' || (character >= '\t' && character <= '\r');
}

bool is_literal(std::string_view token) {
  if (token.empty() || token == kAnyToken || token == kAnyTail) return false;
  return std::none_of(token.begin(), token.end(), is_space);
}

}  // namespace

std::string to_string(const Subject& subject) {
  return join_subject_tokens({to_string(subject.visibility), subject.domain,
                              subject.event_class, subject.type,
                              subject.form_id});
}

std::optional<Subject> parse_subject(std::string_view text) {
  std::array<std::string_view, 5> tokens;
  SubjectTokens reader(text);
  for (std::string_view& token : tokens) {
    const auto next = reader.next();
    if (!next || !is_literal(*next)) return std::nullopt;
    token = *next;
  }
  const auto visibility = parse_visibility(tokens[0]);
  if (!reader.is_at_end() || !visibility) return std::nullopt;
  return Subject{.visibility = *visibility,
                 .domain = std::string(tokens[1]),
                 .event_class = std::string(tokens[2]),
                 .type = std::string(tokens[3]),
                 .form_id = std::string(tokens[4])};
}

bool subject_matches(std::string_view filter, std::string_view subject) {
  SubjectTokens wanted(filter);
  SubjectTokens found(subject);
  for (;;) {
    const auto want = wanted.next();
    const auto have = found.next();
    if (!want || !have) return !want && !have;
    if (*want == kAnyTail && wanted.is_at_end()) return true;
    if (*want != kAnyToken && *want != *have) return false;
  }
}

bool is_valid_filter(std::string_view filter) {
  SubjectTokens tokens(filter);
  while (const auto token = tokens.next()) {
    if (*token == kAnyToken) continue;
    if (*token == kAnyTail && tokens.is_at_end()) continue;
    if (!is_literal(*token)) return false;
  }
  return true;
}

}  // namespace chefs::contract
