// NKeys: Ed25519 keys as NATS spells them, base32 without padding with a type
// prefix and a CRC-16. User seeds start with SU, user public keys with U.
// Not a credentials file or a JWT.
// Source: NATS documentation, "NKeys"; checked against npm nkeys.js.
//
//   SystemRandom random;
//   UserNkey user = UserNkey::create(random);
//   user.public_key();                     // "U…", 56 characters
//   user.sign(nonce);                      // 64 bytes
//   auto read = UserNkey::from_seed(text); // variant: key or NkeyFault
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "contract/random_source.h"
#include "contract/secret.h"

namespace chefs::contract {

enum class NkeyFaultKind {
  kEmpty,
  kBadCharacter,  // not in A–Z, 2–7; position and character class are told
  kBadLength,
  kBadChecksum,
  kNotASeed,       // a public key where a seed is needed
  kNotAPublicKey,  // a seed where a public key is needed
  kNotAUser,       // an NKey of another type (account, operator, server …)
};

// `text` never quotes the key itself: it may be a secret.
struct NkeyFault {
  NkeyFaultKind kind = NkeyFaultKind::kEmpty;
  std::string text;

  bool operator==(const NkeyFault&) const = default;
};

class UserNkey {
 public:
  static UserNkey create(RandomSource& random);
  // Surrounding white space is ignored.
  static std::variant<UserNkey, NkeyFault> from_seed(std::string_view seed);

  const std::string& public_key() const { return public_key_; }
  const Secret& seed() const { return seed_; }
  std::array<std::byte, 64> sign(std::span<const std::byte> message) const;

 private:
  UserNkey() = default;

  Secret seed_;
  // libsodium's 64-byte secret key, held as wiped text.
  Secret signing_key_;
  std::string public_key_;
};

// Nothing if the text is a user's public key.
std::optional<NkeyFault> check_user_public_key(std::string_view text);

bool verify(std::string_view user_public_key,
            std::span<const std::byte> message,
            std::span<const std::byte> signature);

}  // namespace chefs::contract
