// The format of npm cryptr 6, in which CHEFS seals private payloads.
//
//   sealed = hex( salt[64] | iv[16] | tag[16] | ciphertext ), lower case
//   key    = PBKDF2-HMAC-SHA512(password, salt, 100 000 rounds, 32 bytes)
//   cipher = AES-256-GCM, no additional data
//
// The password is the UTF-8 text of the key as it is configured, usually 64
// hex digits; it is *not* hex-decoded. Drawn in docs/contract.md. Older cryptr
// formats (4 and before) differ and are refused as tag mismatches.
//
//   SystemRandom random;
//   Secret key("…");
//   std::string sealed = seal("{\"id\":1}", key, random);
//   Opened opened = open(sealed, key);
//   if (auto* plaintext = std::get_if<std::string>(&opened)) …
//   else explain(std::get<OpenFault>(opened));
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "contract/json_fwd.h"
#include "contract/random_source.h"
#include "contract/secret.h"

namespace chefs::contract {

inline constexpr std::size_t kSaltBytes = 64;
// 16, where most libraries expect 12: some refuse it.
inline constexpr std::size_t kIvBytes = 16;
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kKeyBytes = 32;
inline constexpr int kKeyDerivationRounds = 100'000;
// Salt, iv and tag of an empty plaintext, in hex digits.
inline constexpr std::size_t kMinSealedHexDigits =
    2 * (kSaltBytes + kIvBytes + kTagBytes);

using Salt = std::array<std::byte, kSaltBytes>;
using Iv = std::array<std::byte, kIvBytes>;

// An AES key, wiped when destroyed.
class DerivedKey {
 public:
  DerivedKey() = default;
  DerivedKey(const DerivedKey&) = default;
  DerivedKey& operator=(const DerivedKey&) = default;
  ~DerivedKey();

  std::array<std::byte, kKeyBytes> bytes{};
};

enum class OpenFault {
  kNotAString,   // payload.data is no string, as on an oversize event
  kNotHex,       // odd length or a character that is no hex digit
  kTooShort,     // fewer digits than salt, iv and tag take
  kTagMismatch,  // wrong key, or bytes that were changed
};

// One sentence for people.
std::string_view explain(OpenFault fault);
// A word for machines: "not-a-string", "not-hex", "too-short", "tag-mismatch".
std::string_view to_string(OpenFault fault);

// Plaintext, or why there is none. Plaintext exists only once the tag verified.
using Opened = std::variant<std::string, OpenFault>;

// Takes 64 bytes of salt, then 16 bytes of iv from the source. Throws
// std::invalid_argument on an empty key, as npm cryptr does.
std::string seal(std::string_view plaintext, const Secret& key,
                 RandomSource& random);
Opened open(std::string_view sealed_hex, const Secret& key);
// As it stands in `payload.data`, which need not be a string. For a Json alone:
// text of any other type is the call above.
template <std::same_as<Json> Data>
Opened open(const Data& data, const Secret& key) {
  if (!data.is_string()) return OpenFault::kNotAString;
  return open(data.template get_ref<const std::string&>(), key);
}

// The parts, for those who derive keys in batches or reuse them.
DerivedKey derive_key(std::string_view password,
                      std::span<const std::byte> salt,
                      int rounds = kKeyDerivationRounds);
std::string seal_with(std::string_view plaintext, const DerivedKey& key,
                      const Salt& salt, const Iv& iv);
Opened open_with(std::string_view sealed_hex, const DerivedKey& key);
// The salt of sealed text, if it is long enough and hex.
std::variant<Salt, OpenFault> salt_of(std::string_view sealed_hex);

}  // namespace chefs::contract
