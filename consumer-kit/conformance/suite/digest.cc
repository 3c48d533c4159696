#include "consumer-kit/conformance/suite/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "contract/hex.h"

namespace chefs::conformance {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(),
             nullptr);
  return contract::to_hex(std::as_bytes(std::span(digest)));
}

std::string case_set_digest(const std::vector<CaseInfo>& cases) {
  std::vector<std::string> lines;
  for (const CaseInfo& info : cases)
    lines.push_back(info.id + " " + sha256_hex(info.definition) + "\n");
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line;
  return sha256_hex(text);
}

}  // namespace chefs::conformance
