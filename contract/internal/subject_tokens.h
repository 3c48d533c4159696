// The dot-separated tokens of a subject or filter, joined, or one after the
// other, in place.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::contract {

// Allocates at most once for a subject of the usual length.
inline void append_subject_tokens(
    std::initializer_list<std::string_view> tokens, std::string& out) {
  constexpr std::size_t kUsualBytes = 128;
  out.reserve(out.size() + kUsualBytes);
  bool is_first = true;
  for (const std::string_view token : tokens) {
    if (!is_first) out += '.';
    out += token;
    is_first = false;
  }
}

inline std::string join_subject_tokens(
    std::initializer_list<std::string_view> tokens) {
  std::string text;
  append_subject_tokens(tokens, text);
  return text;
}

class SubjectTokens {
 public:
  explicit SubjectTokens(std::string_view text) : rest_(text) {}

  // Empty text has one token, which is empty.
  std::optional<std::string_view> next() {
    if (!rest_) return std::nullopt;
    const std::size_t dot = rest_->find('.');
    const std::string_view token = rest_->substr(0, dot);
    if (dot == std::string_view::npos) {
      rest_.reset();
    } else {
      rest_->remove_prefix(dot + 1);
    }
    return token;
  }
  bool is_at_end() const { return !rest_; }

 private:
  std::optional<std::string_view> rest_;
};

}  // namespace chefs::contract
