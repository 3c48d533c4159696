// Bugs that have a limit where CHEFS has none, or a larger one.
#include <cstdint>

#include "tests/mutants/decryptor/bugs.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto cuts_at(std::size_t bytes) {
  return [bytes](Steps& steps) {
    change_plaintext(steps, [bytes](const Bytes& plaintext) {
      return plaintext.substr(0, bytes);
    });
  };
}

PutInto refuses_over(std::size_t bytes) {
  return [bytes](Steps& steps) {
    require_plaintext(steps, [bytes](const Bytes& plaintext) {
      return plaintext.size() <= bytes;
    });
  };
}

void reads_64_kb_of_text(Steps& steps) {
  steps.decode = [](const std::string& text) {
    return from_hex(text.substr(0, 65'536));
  };
}

Bytes length_in_16_bits(const Bytes& plaintext) {
  return plaintext.substr(0, static_cast<std::uint16_t>(plaintext.size()));
}

// A negative length gives nothing.
Bytes length_in_signed_16_bits(const Bytes& plaintext) {
  const auto length = static_cast<std::int16_t>(plaintext.size());
  return plaintext.substr(0, length < 0 ? 0 : static_cast<std::size_t>(length));
}

}  // namespace

std::vector<Bug> size_bugs() {
  return {
      {"cuts-at-4096", cuts_at(4'096)},
      {"cuts-at-8192", cuts_at(8'192)},
      {"reads-64-kb-of-text", reads_64_kb_of_text},
      {"length-in-16-bits",
       [](Steps& steps) { change_plaintext(steps, length_in_16_bits); }},
      {"length-in-signed-16-bits",
       [](Steps& steps) { change_plaintext(steps, length_in_signed_16_bits); }},
      {"refuses-over-50-kb", refuses_over(50 * 1'024)},
      {"refuses-over-256-kb", refuses_over(256 * 1'024)},
  };
}

}  // namespace chefs::mutants
