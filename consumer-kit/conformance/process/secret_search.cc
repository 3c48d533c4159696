#include "consumer-kit/conformance/process/secret_search.h"

#include <algorithm>

#include "base/text.h"
#include "contract/base64_text.h"
#include "contract/hex.h"

namespace chefs::conformance {
namespace {

// A stretch of plaintext that does not turn up by chance.
constexpr std::size_t kPartBytes = 16;

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string as_url_alphabet(std::string text) {
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

// Base64 of a longer text holds the secret's at one of three alignments, less
// the characters that also encode neighbouring bytes.
std::string base64_within(std::string_view secret, std::size_t before) {
  const std::string padded = std::string(before, 'x') + std::string(secret);
  std::string encoded =
      contract::to_base64(padded.substr(0, padded.size() / 3 * 3));
  return encoded.erase(0, (before * 8 + 5) / 6);
}

bool holds_base64(std::string_view printed, std::string_view secret) {
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string encoded = base64_within(secret, before);
    if (holds(printed, encoded) || holds(printed, as_url_alphabet(encoded)))
      return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> spellings_of(std::string_view secret) {
  if (secret.size() < kShortestSecretBytes) return {};
  const std::string hex = contract::to_hex(contract::as_bytes(secret));
  std::string upper_hex = hex;
  for (char& c : upper_hex)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  std::vector<std::string> spellings = {std::string(secret), hex, upper_hex};
  for (std::size_t before = 0; before < 3; ++before) {
    spellings.push_back(base64_within(secret, before));
    spellings.push_back(as_url_alphabet(spellings.back()));
  }
  return spellings;
}

std::optional<std::string_view> find_secret(std::string_view printed,
                                            std::string_view secret) {
  if (secret.size() < kShortestSecretBytes || printed.empty())
    return std::nullopt;
  if (holds(printed, secret)) return "as text";
  if (holds(base::lower_case(printed),
            contract::to_hex(contract::as_bytes(secret))))
    return "in hex";
  if (holds_base64(printed, secret)) return "in base64";
  return std::nullopt;
}

std::optional<std::string_view> find_part_of_secret(std::string_view printed,
                                                    std::string_view secret) {
  if (secret.size() <= kPartBytes) return find_secret(printed, secret);
  for (const std::size_t at :
       {std::size_t{0}, secret.size() / 2 - 8, secret.size() - kPartBytes})
    if (const auto how = find_secret(printed, secret.substr(at, kPartBytes)))
      return how;
  return std::nullopt;
}

}  // namespace chefs::conformance
