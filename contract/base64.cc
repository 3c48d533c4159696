#include "contract/base64.h"

#include <sodium.h>

#include <algorithm>

namespace chefs::contract {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;

}  // namespace

std::string to_base64(std::span<const std::byte> bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(),
                    reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

std::optional<std::vector<std::byte>> from_base64(std::string_view text) {
  // libsodium takes some bytes above 0x7F for characters of the alphabet.
  const auto is_ascii = [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  };
  if (!std::ranges::all_of(text, is_ascii)) return std::nullopt;
  // libsodium takes no null pointer.
  std::vector<std::byte> bytes(text.size() / 4 * 3 + 1);
  std::size_t size = 0;
  // Without a place to tell where it stopped, it reads the whole text or fails.
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()),
                        bytes.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, kVariant) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

}  // namespace chefs::contract
