// Hex against libsodium's, which is as strict; base64 there and back.
#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "contract/base64_text.h"
#include "contract/hex.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace contract;
using Bytes = std::vector<std::byte>;

unsigned char* raw(Bytes& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

std::optional<Bytes> sodium_hex(std::string_view text) {
  Bytes bytes(text.size() / 2 + 1);
  std::size_t size = 0;
  const char* end = nullptr;
  const bool is_read = sodium_hex2bin(raw(bytes), bytes.size(), text.data(),
                                      text.size(), nullptr, &size, &end) == 0;
  if (!is_read || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

bool is_same_but_for_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char l, char r) { return l == (r | 0x20) || l == r; });
}

}  // namespace

void run(std::string_view input) {
  const auto hex = from_hex(input);
  require(hex == sodium_hex(input), "hex is read as libsodium reads it");
  require(!hex || is_same_but_for_case(to_hex(*hex), input),
          "hex is written as it was read, in lower case");
  const auto base64 = from_base64(input);
  require(!base64 || to_base64(*base64) == input, "base64 has one spelling");

  const auto bytes = as_bytes(input);
  require(from_hex(to_hex(bytes)) == Bytes(bytes.begin(), bytes.end()),
          "bytes come back from hex");
  require(text_from_base64(to_base64(input)) == input,
          "bytes come back from base64");
}

}  // namespace chefs::fuzz
