// Sealed text, opened with a given key: deriving one takes 40 ms, and its
// password is no part of the input. The judge is AES-256-GCM of OpenSSL in one
// call each, over bytes that libsodium decoded.
#include "contract/cryptr.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "contract/hex.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace contract;

constexpr std::size_t kPrefixBytes = kSaltBytes + kIvBytes + kTagBytes;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

DerivedKey fixed_key() {
  DerivedKey key;
  for (std::size_t i = 0; i < kKeyBytes; ++i) key.bytes[i] = std::byte(i * 7);
  return key;
}

std::optional<std::vector<unsigned char>> decode(std::string_view text) {
  std::vector<unsigned char> bytes(text.size() / 2 + 1);
  std::size_t size = 0;
  const char* end = nullptr;
  const bool is_read = sodium_hex2bin(bytes.data(), bytes.size(), text.data(),
                                      text.size(), nullptr, &size, &end) == 0;
  if (!is_read || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

// Nothing if the tag does not verify.
std::optional<std::string> decrypt(const std::vector<unsigned char>& sealed,
                                   const DerivedKey& key) {
  const auto* iv = sealed.data() + kSaltBytes;
  std::vector<unsigned char> tag(iv + kIvBytes, iv + kIvBytes + kTagBytes);
  const int size = static_cast<int>(sealed.size() - kPrefixBytes);
  std::string plaintext(sealed.size() - kPrefixBytes + 1, '\0');
  auto* out = reinterpret_cast<unsigned char*>(plaintext.data());
  int written = 0;
  const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  EVP_CIPHER_CTX* gcm = context.get();
  EVP_DecryptInit_ex(gcm, EVP_aes_256_gcm(), nullptr, nullptr, nullptr);
  EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_GCM_SET_IVLEN, int{kIvBytes}, nullptr);
  EVP_DecryptInit_ex(gcm, nullptr, nullptr,
                     reinterpret_cast<const unsigned char*>(key.bytes.data()),
                     iv);
  EVP_DecryptUpdate(gcm, out, &written, sealed.data() + kPrefixBytes, size);
  EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_GCM_SET_TAG, int{kTagBytes}, tag.data());
  if (EVP_DecryptFinal_ex(gcm, out + written, &written) <= 0) {
    return std::nullopt;
  }
  plaintext.pop_back();
  return plaintext;
}

Opened expected(std::string_view sealed, const DerivedKey& key) {
  const auto bytes = decode(sealed);
  if (!bytes) return OpenFault::kNotHex;
  if (bytes->size() < kPrefixBytes) return OpenFault::kTooShort;
  if (auto plaintext = decrypt(*bytes, key)) return *std::move(plaintext);
  return OpenFault::kTagMismatch;
}

void check_open(std::string_view sealed, const DerivedKey& key) {
  const Opened opened = open_with(sealed, key);
  require(opened == expected(sealed, key), "it opens as with OpenSSL alone");
  const auto salt = salt_of(sealed);
  const auto* fault = std::get_if<OpenFault>(&salt);
  require(fault == nullptr || opened == Opened(*fault),
          "text without a salt does not open, for the same reason");
  require(fault != nullptr || sealed.size() >= kMinSealedHexDigits,
          "what has a salt is long enough");
}

}  // namespace

void run(std::string_view text) {
  const DerivedKey key = fixed_key();
  check_open(text, key);

  // Sealed, and then changed in one place.
  Input input(text);
  const std::size_t place = input.byte() * 256 + input.byte();
  const char change = static_cast<char>(input.byte());
  const std::string plaintext(input.rest());
  Salt salt{};
  Iv iv{};
  salt.fill(std::byte(change));
  iv.fill(std::byte(place & 0xFF));
  std::string sealed = seal_with(plaintext, key, salt, iv);
  require(sealed.size() == kMinSealedHexDigits + 2 * plaintext.size(),
          "sealed text has its length");
  require(open_with(sealed, key) == Opened(plaintext), "what is sealed opens");
  sealed[place % sealed.size()] = change;
  check_open(sealed, key);
}

}  // namespace chefs::fuzz
