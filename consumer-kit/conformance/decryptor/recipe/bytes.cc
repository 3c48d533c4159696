#include "consumer-kit/conformance/decryptor/recipe/bytes.h"

#include <openssl/evp.h>

#include <stdexcept>

#include "contract/hex.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

std::string digest(std::string_view bytes, const EVP_MD* algorithm) {
  std::string out(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
  if (EVP_Digest(bytes.data(), bytes.size(),
                 reinterpret_cast<unsigned char*>(out.data()), nullptr,
                 algorithm, nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot compute a digest");
  }
  return out;
}

}  // namespace

std::string hex_of(std::string_view bytes) {
  return contract::to_hex(contract::as_bytes(bytes));
}

std::string sha256(std::string_view bytes) {
  return digest(bytes, EVP_sha256());
}

std::string sha512(std::string_view bytes) {
  return digest(bytes, EVP_sha512());
}

std::string read_hex(const JsonPlace& place) {
  const auto bytes = contract::from_hex(place.words());
  if (!bytes) place.fail("bytes in hex");
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

std::string utf8_of(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  const auto tail = [&](int shift) {
    return byte(0x80 | ((c >> shift) & 0x3F));
  };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | (c >> 6)), tail(0)};
  if (c < 0x10000) return {byte(0xE0 | (c >> 12)), tail(6), tail(0)};
  return {byte(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

}  // namespace chefs::conformance
