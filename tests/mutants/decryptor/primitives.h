// OpenSSL's primitives, cut so that each can be used wrongly: GCM gives its
// plaintext and the tag it should have had, and leaves the comparison to you.
// Not safe for any use but in the wrong decryptors.
#pragma once

#include <optional>
#include <string_view>

#include "tests/mutants/decryptor/bytes.h"

namespace chefs::mutants {

// Names of digests as OpenSSL spells them.
Bytes digest(const char* name, std::string_view bytes);

struct Unverified {
  Bytes plaintext;
  Bytes expected_tag;
};

// AES with a key of 16 or 32 bytes; any length of iv.
Unverified gcm_decrypt(std::string_view key, std::string_view iv,
                       std::string_view ciphertext, std::string_view aad = "");
// The block that GCM starts to count from, for an iv of other than 12 bytes
// (NIST SP 800-38D, 7.1, step 2).
Bytes gcm_start_block(std::string_view key, std::string_view iv);

// CTR, carrying the counter through all 128 bits.
Bytes ctr_crypt(std::string_view key, std::string_view start_block,
                std::string_view bytes);
// CBC with PKCS#7 padding; nothing if the padding is wrong.
std::optional<Bytes> cbc_decrypt(std::string_view key, std::string_view iv,
                                 std::string_view ciphertext);

// Key and iv as OpenSSL's EVP_BytesToKey makes them from a password: MD5, one
// round, no salt. What cryptr 3 and before rest on.
struct KeyAndIv {
  Bytes key;
  Bytes iv;
};
KeyAndIv bytes_to_key(std::string_view password);

}  // namespace chefs::mutants
