// OpenSSL's ciphers over bytes in a std::string, as recipes need them: the
// right one and those that a wrong or an older implementation uses.
// Not the contract's own seal(): vectors must not rest on what they judge.
#pragma once

#include <string>
#include <string_view>

namespace chefs::conformance {

struct SealedParts {
  std::string tag;
  std::string ciphertext;
};

// The key has 32 or 16 bytes and chooses AES-256 or AES-128.
SealedParts encrypt_gcm(std::string_view plaintext, std::string_view key,
                        std::string_view iv, std::string_view additional_data);
std::string encrypt_cbc(std::string_view plaintext, std::string_view key,
                        std::string_view iv);
std::string encrypt_ctr(std::string_view plaintext, std::string_view key,
                        std::string_view iv);

struct KeyAndIv {
  std::string key;
  std::string iv;
};

// Key and iv as Node's old createCipher makes them of a password: OpenSSL's
// EVP_BytesToKey with MD5, one round, no salt.
KeyAndIv bytes_to_key(std::string_view password);

}  // namespace chefs::conformance
