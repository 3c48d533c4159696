#include "consumer-kit/conformance/decryptor/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "consumer-kit/conformance/decryptor/text_changes.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/base64_text.h"
#include "contract/hex.h"
#include "contract/js_json.h"

namespace chefs::conformance {
namespace {

// Bytes shown before and after the first difference.
constexpr std::size_t kBytesAround = 16;

struct Known {
  std::string_view word;
  std::string_view sentence;
  bool (*explains)(std::string_view expected, std::string_view given);
};

using View = std::string_view;

std::string quoted(View text) {
  std::string out;
  contract::append_js_string(text, out);
  return out;
}

bool has_non_ascii(View text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// The more particular first: a trimmed text is also a cut one.
constexpr std::array kKnown = {
    Known{"empty", "empty", [](View, View given) { return given.empty(); }},
    Known{"final-newline-added", "the expected text and a line end",
          [](View expected, View given) {
            return given == std::string(expected) + "\n" ||
                   given == std::string(expected) + "\r\n";
          }},
    Known{"final-newline-lost", "the expected text without its line end",
          [](View expected, View given) {
            return expected == std::string(given) + "\n" ||
                   expected == std::string(given) + "\r\n";
          }},
    Known{"trimmed", "the expected text without the white space around it",
          [](View expected, View given) {
            return given == without_white_space_around(expected);
          }},
    Known{"cut-at-nul", "the expected text up to its first NUL byte",
          [](View expected, View given) {
            return given.size() < expected.size() &&
                   given == expected.substr(0, expected.find('\0'));
          }},
    Known{"nuls-lost", "the expected text without its NUL bytes",
          [](View expected, View given) {
            return given == without_nuls(expected);
          }},
    Known{"line-ends-changed", "the expected text with other line ends",
          [](View expected, View given) {
            return with_lf_line_ends(expected) == with_lf_line_ends(given);
          }},
    Known{"quoted", "the expected text as a JSON string, in quotes",
          [](View expected, View given) { return given == quoted(expected); }},
    Known{"unquoted", "the expected text without its quotes",
          [](View expected, View given) { return expected == quoted(given); }},
    Known{"byte-order-mark-lost",
          "the expected text without its byte order mark",
          [](View expected, View given) {
            return expected == "\xef\xbb\xbf" + std::string(given);
          }},
    Known{"encoded-twice",
          "the expected text, its UTF-8 taken for Latin-1 and encoded again",
          [](View expected, View given) {
            return given == latin1_to_utf8(expected);
          }},
    Known{"latin1", "the expected text in Latin-1 instead of UTF-8",
          [](View expected, View given) {
            return utf8_to_latin1(expected) == given;
          }},
    Known{"non-ascii-replaced",
          "the expected text with its characters beyond ASCII replaced",
          [](View expected, View given) {
            return has_non_ascii(expected) &&
                   (given == non_ascii_as(expected, "?") ||
                    given == non_ascii_as(expected, "\xef\xbf\xbd") ||
                    given == non_ascii_as(expected, ""));
          }},
    Known{"in-hex", "the expected text in hex",
          [](View expected, View given) {
            return base::lower_case(given) ==
                   contract::to_hex(contract::as_bytes(expected));
          }},
    Known{"in-base64", "the expected text in base64",
          [](View expected, View given) {
            return given == contract::to_base64(expected);
          }},
    Known{"json-rewritten", "the same JSON, written in another way",
          [](View expected, View given) { return same_json(expected, given); }},
    Known{"case-changed", "the expected text in another case",
          [](View expected, View given) {
            return base::lower_case(expected) == base::lower_case(given);
          }},
    Known{
        "cut", "the start of the expected text; the rest is missing",
        [](View expected, View given) { return expected.starts_with(given); }},
    Known{
        "extended", "the expected text and more after it",
        [](View expected, View given) { return given.starts_with(expected); }},
    Known{"end-only", "the end of the expected text; its start is missing",
          [](View expected, View given) { return expected.ends_with(given); }},
    Known{"preceded", "the expected text after something else",
          [](View expected, View given) {
            return !expected.empty() && given.ends_with(expected);
          }},
    Known{"replaced-characters",
          "the expected text with the replacement character U+FFFD in it",
          [](View expected, View given) {
            return given.find("\xef\xbf\xbd") != View::npos &&
                   expected.find("\xef\xbf\xbd") == View::npos;
          }},
};

DrawnSpan gap_of(std::size_t bytes) {
  return {fmt::format("… {} bytes … ", grouped(bytes)), "gap", false};
}

Drawing draw(std::string title, View text, std::size_t offset) {
  Drawing drawing{std::move(title), {}};
  const std::size_t begin = offset > kBytesAround ? offset - kBytesAround : 0;
  const std::size_t end = std::min(text.size(), offset + kBytesAround);
  if (begin > 0) drawing.spans.push_back(gap_of(begin));
  if (offset > begin)
    drawing.spans.push_back(
        {escaped(text.substr(begin, offset - begin)), "same", false});
  if (offset >= text.size())
    drawing.spans.push_back({"(end)", "different", true});
  else
    drawing.spans.push_back(
        {escaped(text.substr(offset, end - offset)), "different", true});
  if (end < text.size()) drawing.spans.push_back(gap_of(text.size() - end));
  return drawing;
}

}  // namespace

Change change_between(View expected, View given) {
  for (const Known& known : kKnown)
    if (known.explains(expected, given))
      return {known.word, std::string(known.sentence)};
  return {"other", "another text"};
}

std::size_t first_difference(View expected, View given) {
  const auto at = std::ranges::mismatch(expected, given).in1;
  return static_cast<std::size_t>(at - expected.begin());
}

std::vector<Drawing> draw_difference(View expected, View given) {
  const std::size_t offset = first_difference(expected, given);
  return {draw(fmt::format("expected, {} bytes; first difference at byte {}",
                           grouped(expected.size()), grouped(offset)),
               expected, offset),
          draw(fmt::format("given, {} bytes", grouped(given.size())), given,
               offset)};
}

}  // namespace chefs::conformance
