#include "contract/nkey.h"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "contract/hex.h"
#include "contract/internal/base32.h"
#include "contract/internal/crc16.h"
#include "contract/internal/sodium_ready.h"

namespace chefs::contract {
namespace {

// The first character of a key's text tells its type: the prefix is that
// character's base32 value in the upper five bits of the first byte.
constexpr unsigned kSeedPrefix = 18U << 3;  // S
constexpr unsigned kUserPrefix = 20U << 3;  // U
constexpr std::size_t kRawKeyBytes = 32;
constexpr std::size_t kChecksumBytes = 2;
constexpr std::size_t kPublicKeyCharacters = 56;
constexpr std::size_t kSeedCharacters = 58;
constexpr std::size_t kSignatureBytes = 64;

static_assert(kRawKeyBytes == crypto_sign_ed25519_SEEDBYTES);
static_assert(kRawKeyBytes == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(kSignatureBytes == crypto_sign_ed25519_BYTES);

using Bytes = std::vector<std::byte>;
using RawKey = std::array<std::byte, kRawKeyBytes>;

const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

unsigned char* raw(std::byte* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}

template <typename Container>
class Wiper {
 public:
  explicit Wiper(Container& bytes) : bytes_(bytes) {}
  Wiper(const Wiper&) = delete;
  Wiper& operator=(const Wiper&) = delete;
  ~Wiper() { sodium_memzero(bytes_.data(), bytes_.size()); }

 private:
  Container& bytes_;
};

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string_view character_class(char character) {
  const auto byte = static_cast<unsigned char>(character);
  if (byte >= 'a' && byte <= 'z') return "a lower-case letter";
  if (byte >= '0' && byte <= '9') return "a digit other than 2 to 7";
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return "white space";
  if (byte >= 0x80) return "not an ASCII character";
  if (byte < 0x20 || byte == 0x7F) return "a control character";
  return "punctuation";
}

std::optional<NkeyFault> find_bad_character(std::string_view text) {
  if (text.empty()) {
    return NkeyFault{NkeyFaultKind::kEmpty, "the NKey is empty"};
  }
  const auto position = find_non_base32(text);
  if (!position) return std::nullopt;
  std::string told =
      "character " + std::to_string(*position + 1) + " of the NKey is ";
  told.append(character_class(text[*position]));
  told += "; an NKey has only A to Z and 2 to 7";
  return NkeyFault{NkeyFaultKind::kBadCharacter, told};
}

NkeyFault bad_length(std::string_view what, std::size_t expected,
                     std::size_t found) {
  std::string text(what);
  text += " has " + std::to_string(expected) + " characters, this one has " +
          std::to_string(found);
  return {NkeyFaultKind::kBadLength, text};
}

NkeyFault bad_checksum() {
  return {NkeyFaultKind::kBadChecksum,
          "the NKey's checksum does not fit: a character was changed or two "
          "were swapped"};
}

std::string_view type_name(unsigned prefix) {
  switch (static_cast<char>('A' + (prefix >> 3))) {
    case 'A':
      return "an account";
    case 'C':
      return "a cluster";
    case 'N':
      return "a server";
    case 'O':
      return "an operator";
    case 'X':
      return "a curve key";
    default:
      return "of an unknown type";
  }
}

NkeyFault not_a_user(unsigned prefix) {
  std::string text = "the NKey is valid but ";
  text.append(type_name(prefix)).append("; a user's is needed");
  return {NkeyFaultKind::kNotAUser, text};
}

void append_checksum(Bytes& bytes) {
  const unsigned crc = crc16(bytes);
  bytes.push_back(static_cast<std::byte>(crc & 0xFF));
  bytes.push_back(static_cast<std::byte>(crc >> 8));
}

// The bytes before the checksum, if it fits.
std::optional<Bytes> decode_checked(std::string_view text) {
  auto bytes = from_base32(text);
  if (!bytes || bytes->size() <= kChecksumBytes) return std::nullopt;
  Bytes given(bytes->end() - kChecksumBytes, bytes->end());
  bytes->resize(bytes->size() - kChecksumBytes);
  Bytes expected = *bytes;
  append_checksum(expected);
  const bool fits =
      std::equal(given.begin(), given.end(), expected.end() - kChecksumBytes);
  sodium_memzero(expected.data(), expected.size());
  if (fits) return bytes;
  sodium_memzero(bytes->data(), bytes->size());
  return std::nullopt;
}

std::string encode_public_key(const RawKey& key) {
  Bytes bytes = {static_cast<std::byte>(kUserPrefix)};
  bytes.insert(bytes.end(), key.begin(), key.end());
  append_checksum(bytes);
  return to_base32(bytes);
}

Secret encode_seed(const RawKey& seed) {
  Bytes bytes;
  bytes.reserve(2 + kRawKeyBytes + kChecksumBytes);
  const Wiper wiper(bytes);
  // The type's five bits straddle the first two bytes.
  bytes.push_back(static_cast<std::byte>(kSeedPrefix | kUserPrefix >> 5));
  bytes.push_back(static_cast<std::byte>((kUserPrefix & 31) << 3));
  bytes.insert(bytes.end(), seed.begin(), seed.end());
  append_checksum(bytes);
  std::string text = to_base32(bytes);
  Secret secret(text);
  wipe(text);
  return secret;
}

// The 32 bytes of a user's public key, or why the text is none.
std::variant<RawKey, NkeyFault> decode_public_key(std::string_view text) {
  if (auto fault = find_bad_character(text)) return *fault;
  if (text.front() == 'S') {
    return NkeyFault{NkeyFaultKind::kNotAPublicKey,
                     "the NKey is a seed (it starts with S) where a public "
                     "key is needed; a seed is a secret, do not hand it out"};
  }
  if (text.size() != kPublicKeyCharacters) {
    return bad_length("a public key", kPublicKeyCharacters, text.size());
  }
  const auto bytes = decode_checked(text);
  if (!bytes) return bad_checksum();
  const auto prefix = std::to_integer<unsigned>(bytes->front());
  if (prefix != kUserPrefix) return not_a_user(prefix);
  RawKey key;
  std::copy_n(bytes->begin() + 1, kRawKeyBytes, key.begin());
  return key;
}

std::variant<RawKey, NkeyFault> decode_seed(std::string_view text) {
  if (auto fault = find_bad_character(text)) return *fault;
  if (text.front() != 'S') {
    return NkeyFault{NkeyFaultKind::kNotASeed,
                     "the NKey does not start with S, so it is no seed; give "
                     "the user's seed (SU…), not the public key (U…)"};
  }
  if (text.size() != kSeedCharacters) {
    return bad_length("a seed", kSeedCharacters, text.size());
  }
  auto bytes = decode_checked(text);
  if (!bytes) return bad_checksum();
  const Wiper wiper(*bytes);
  const auto first = std::to_integer<unsigned>((*bytes)[0]);
  const auto second = std::to_integer<unsigned>((*bytes)[1]);
  const unsigned prefix = (first & 7) << 5 | second >> 3;
  if (prefix != kUserPrefix) return not_a_user(prefix);
  RawKey seed;
  std::copy_n(bytes->begin() + 2, kRawKeyBytes, seed.begin());
  return seed;
}

}  // namespace

UserNkey UserNkey::create(RandomSource& random) {
  RawKey seed;
  const Wiper wiper(seed);
  random.fill(seed);
  const Secret text = encode_seed(seed);
  return std::get<UserNkey>(from_seed(text.reveal()));
}

std::variant<UserNkey, NkeyFault> UserNkey::from_seed(std::string_view text) {
  ensure_sodium_is_ready();
  text = trim(text);
  auto decoded = decode_seed(text);
  if (auto* fault = std::get_if<NkeyFault>(&decoded)) return *std::move(fault);
  auto& seed = std::get<RawKey>(decoded);
  const Wiper wiper(seed);

  RawKey public_key;
  std::array<std::byte, crypto_sign_ed25519_SECRETKEYBYTES> signing_key;
  const Wiper signing_key_wiper(signing_key);
  crypto_sign_ed25519_seed_keypair(raw(public_key.data()),
                                   raw(signing_key.data()), raw(seed.data()));
  UserNkey nkey;
  nkey.seed_ = Secret(text);
  nkey.signing_key_ = Secret(
      {reinterpret_cast<const char*>(signing_key.data()), signing_key.size()});
  nkey.public_key_ = encode_public_key(public_key);
  return nkey;
}

std::array<std::byte, 64> UserNkey::sign(
    std::span<const std::byte> message) const {
  std::array<std::byte, kSignatureBytes> signature;
  const auto key = as_bytes(signing_key_.reveal());
  crypto_sign_ed25519_detached(raw(signature.data()), nullptr,
                               raw(message.data()), message.size(),
                               raw(key.data()));
  return signature;
}

std::optional<NkeyFault> check_user_public_key(std::string_view text) {
  const auto decoded = decode_public_key(text);
  if (const auto* fault = std::get_if<NkeyFault>(&decoded)) return *fault;
  return std::nullopt;
}

bool verify(std::string_view user_public_key,
            std::span<const std::byte> message,
            std::span<const std::byte> signature) {
  ensure_sodium_is_ready();
  const auto decoded = decode_public_key(user_public_key);
  const auto* key = std::get_if<RawKey>(&decoded);
  if (key == nullptr || signature.size() != kSignatureBytes) return false;
  return crypto_sign_ed25519_verify_detached(
             raw(signature.data()), raw(message.data()), message.size(),
             raw(key->data())) == 0;
}

}  // namespace chefs::contract
