#include "contract/internal/utf8.h"

namespace chefs::contract {
namespace {

// What a lead byte says of the bytes that follow it.
struct Lead {
  std::size_t length_bytes;
  unsigned second_min;
  unsigned second_max;
};

constexpr Lead kNoLead{0, 0, 0};

constexpr Lead lead_of(unsigned byte) {
  if (byte < 0xC2) return kNoLead;
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return kNoLead;
}

unsigned byte_at(std::string_view text, std::size_t position) {
  return static_cast<unsigned char>(text[position]);
}

// An unfinished surrogate is no beginning of any UTF-8: its bytes are replaced
// one by one.
std::size_t replaced_bytes(std::string_view text, std::size_t read) {
  const bool is_surrogate =
      byte_at(text, 0) == 0xED && read > 1 && byte_at(text, 1) >= 0xA0;
  return is_surrogate ? 1 : read;
}

}  // namespace

DecodedCodePoint decode_code_point(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  if (first < 0x80) return {first, 1};
  const Lead lead = lead_of(first);
  if (lead.length_bytes == 0) return {kNoCodePoint, 1};
  char32_t code_point = first & (0x7FU >> lead.length_bytes);
  for (std::size_t read = 1; read < lead.length_bytes; ++read) {
    if (read == text.size()) return {kNoCodePoint, replaced_bytes(text, read)};
    const unsigned next = byte_at(text, read);
    const unsigned min = read == 1 ? lead.second_min : 0x80;
    const unsigned max = read == 1 ? lead.second_max : 0xBF;
    if (next < min || next > max) {
      return {kNoCodePoint, replaced_bytes(text, read)};
    }
    code_point = code_point << 6 | (next & 0x3F);
  }
  return {code_point, lead.length_bytes};
}

void append_code_point(char32_t code_point, std::string& out) {
  const auto append = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) return append(code_point);
  if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
  } else if (code_point < 0x10000) {
    append(0xE0 | code_point >> 12);
    append(0x80 | (code_point >> 6 & 0x3F));
  } else {
    append(0xF0 | code_point >> 18);
    append(0x80 | (code_point >> 12 & 0x3F));
    append(0x80 | (code_point >> 6 & 0x3F));
  }
  append(0x80 | (code_point & 0x3F));
}

}  // namespace chefs::contract
