// UTF-8 against the Unicode standard's table 3-7, taken as it stands there:
// which bytes are a code point, and how many one replacement stands for.
#include "contract/internal/utf8.h"

#include <array>
#include <string>

#include "contract/internal/json_plain_text.h"
#include "contract/js_json.h"
#include "contract/json.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace contract;

struct Range {
  unsigned char first;
  unsigned char last;
};
struct Row {
  std::size_t length_bytes;
  std::array<Range, 4> bytes;
};
constexpr Range kTail{0x80, 0xBF};
constexpr std::array<Row, 9> kTable = {{
    {1, {{{0x00, 0x7F}, {}, {}, {}}}},
    {2, {{{0xC2, 0xDF}, kTail, {}, {}}}},
    {3, {{{0xE0, 0xE0}, {0xA0, 0xBF}, kTail, {}}}},
    {3, {{{0xE1, 0xEC}, kTail, kTail, {}}}},
    {3, {{{0xED, 0xED}, {0x80, 0x9F}, kTail, {}}}},
    {3, {{{0xEE, 0xEF}, kTail, kTail, {}}}},
    {4, {{{0xF0, 0xF0}, {0x90, 0xBF}, kTail, kTail}}},
    {4, {{{0xF1, 0xF3}, kTail, kTail, kTail}}},
    {4, {{{0xF4, 0xF4}, {0x80, 0x8F}, kTail, kTail}}},
}};
// Beside the table: WTF-8's lone surrogates.
constexpr Row kSurrogate{3, {{{0xED, 0xED}, {0xA0, 0xBF}, kTail, {}}}};

// How many of the text's first bytes fit the row's.
std::size_t fitting(const Row& row, std::string_view text) {
  std::size_t count = 0;
  while (count < row.length_bytes && count < text.size()) {
    const auto byte = static_cast<unsigned char>(text[count]);
    if (byte < row.bytes[count].first || byte > row.bytes[count].last) break;
    ++count;
  }
  return count;
}

struct Judged {
  bool is_code_point = false;
  std::size_t length_bytes = 1;
};

Judged judge(std::string_view text) {
  if (fitting(kSurrogate, text) == 3) return {true, 3};
  std::size_t most = 0;
  for (const Row& row : kTable) {
    const std::size_t count = fitting(row, text);
    if (count == row.length_bytes) return {true, count};
    if (count > most) most = count;
  }
  return {false, most == 0 ? 1 : most};
}

// As JSON.stringify writes text whose ill-formed parts were replaced.
void check_written(std::string_view text, std::string_view replaced) {
  std::string written;
  append_js_string(text, written);
  const Json read = Json::parse(written, nullptr, false);
  require(read.is_string(), "what is written is JSON to nlohmann");
  require(read.get_ref<const std::string&>() == replaced,
          "what is written reads as the text with replacements");
}

}  // namespace

void run(std::string_view text) {
  std::string replaced;
  bool has_surrogates = false;
  for (std::string_view rest = text; !rest.empty();) {
    const Judged judged = judge(rest);
    const auto [code_point, length_bytes] = decode_code_point(rest);
    require(length_bytes == judged.length_bytes, "lengths are the table's");
    require((code_point != kNoCodePoint) == judged.is_code_point,
            "what is a code point is the table's");
    std::string again;
    append_code_point(judged.is_code_point ? code_point : kReplacementCharacter,
                      again);
    require(!judged.is_code_point || again == rest.substr(0, length_bytes),
            "a code point is written as it was read");
    has_surrogates |= judged.is_code_point && is_surrogate(code_point);
    replaced += again;
    rest.remove_prefix(length_bytes);
  }
  if (!has_surrogates) check_written(text, replaced);

  const std::size_t plain = count_plain_json(text);
  for (std::size_t i = 0; i <= plain && i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_plain =
        byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
    require(is_plain == (i < plain), "plain text ends where it ends");
  }
}

}  // namespace chefs::fuzz
