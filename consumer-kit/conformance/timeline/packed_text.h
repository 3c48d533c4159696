// A text of a timeline in the place of one pointer: a case may have 400 000
// entries, and most of their texts are short or empty. Does not change, and
// does not grow; what builds a text uses std::string.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace chefs::conformance {

class PackedText {
 public:
  PackedText() = default;
  PackedText(std::string_view text);
  PackedText(const std::string& text) : PackedText(std::string_view(text)) {}
  PackedText(const char* text) : PackedText(std::string_view(text)) {}

  PackedText(const PackedText& other) : PackedText(other.view()) {}
  PackedText(PackedText&&) noexcept = default;
  PackedText& operator=(const PackedText& other);
  PackedText& operator=(PackedText&&) noexcept = default;
  ~PackedText() = default;

  std::string_view view() const;
  operator std::string_view() const { return view(); }
  operator std::string() const { return std::string(view()); }

  // As std::string_view has them.
  bool empty() const { return !bytes_; }
  std::size_t size() const { return view().size(); }
  bool starts_with(std::string_view text) const {
    return view().starts_with(text);
  }
  bool ends_with(std::string_view text) const { return view().ends_with(text); }
  std::size_t find(std::string_view text) const { return view().find(text); }
  std::size_t find(char c) const { return view().find(c); }

  friend bool operator==(const PackedText& text, std::string_view other) {
    return text.view() == other;
  }
  friend std::string operator+(std::string_view begin, const PackedText& end) {
    return std::string(begin).append(end.view());
  }

 private:
  // Its size, and then the text; nothing if it is empty.
  std::unique_ptr<char[]> bytes_;
};

}  // namespace chefs::conformance

template <>
struct fmt::formatter<chefs::conformance::PackedText>
    : fmt::formatter<std::string_view> {
  template <typename Context>
  auto format(const chefs::conformance::PackedText& text,
              Context& context) const {
    return fmt::formatter<std::string_view>::format(text.view(), context);
  }
};
