#include "consumer-kit/conformance/decryptor/recipe/sealing.h"

#include <stdexcept>

#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "consumer-kit/conformance/decryptor/recipe/cipher.h"

namespace chefs::conformance {
namespace {

// In CBC there is no tag; what stands in its place is of no meaning.
using contract::kTagBytes;
constexpr std::size_t kAes128KeyBytes = 16;
// cryptr 4.0.0 takes 16 characters of hex text as its iv.
constexpr std::size_t kTextIvCharacters = 16;

template <typename... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

// clang 14 does not deduce an aggregate's arguments by itself.
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

std::string repeated(const Repetition& repetition) {
  std::string out;
  out.reserve(repetition.bytes + repetition.pattern.size());
  while (out.size() < repetition.bytes) out += repetition.pattern;
  out.resize(repetition.bytes);
  return out;
}

std::string cipher_iv(const Sealing& sealing) {
  return sealing.iv.substr(0,
                           sealing.cipher_iv_bytes.value_or(std::string::npos));
}

SealedParts encrypt(const Sealing& sealing, const std::string& plaintext,
                    const std::string& key) {
  const std::string additional =
      sealing.additional_data == AdditionalData::kSaltAndIv
          ? sealing.salt + sealing.iv
          : std::string();
  switch (sealing.cipher) {
    case CipherKind::kAes256Gcm:
      return encrypt_gcm(plaintext, key, cipher_iv(sealing), additional);
    case CipherKind::kAes128Gcm:
      return encrypt_gcm(plaintext, key.substr(0, kAes128KeyBytes),
                         cipher_iv(sealing), additional);
    case CipherKind::kAes256Cbc:
      return {std::string(kTagBytes, '\0'),
              encrypt_cbc(plaintext, key, sealing.iv)};
  }
  throw std::logic_error("no such CipherKind");
}

std::string bytes_of(Field field, const Sealing& sealing,
                     const SealedParts& parts) {
  switch (field) {
    case Field::kSalt:
      return sealing.salt;
    case Field::kIv:
      return sealing.iv;
    case Field::kTag:
      return parts.tag;
    case Field::kCiphertext:
      return parts.ciphertext;
  }
  throw std::logic_error("no such Field");
}

bool is_computed_otherwise(Field field, const Sealing& sealing) {
  const bool is_computed = field == Field::kTag || field == Field::kCiphertext;
  return is_computed &&
         (sealing.kdf != Kdf{} || sealing.cipher != CipherKind::kAes256Gcm ||
          sealing.additional_data != AdditionalData::kNone ||
          sealing.cipher_iv_bytes);
}

bool has_another_length(const Piece& piece) {
  return (piece.field == Field::kSalt &&
          piece.bytes.size() != contract::kSaltBytes) ||
         (piece.field == Field::kIv &&
          piece.bytes.size() != contract::kIvBytes);
}

Pieces seal_in_fields(const Sealing& sealing, KeyStore& keys) {
  const SealedParts parts =
      encrypt(sealing, make_plaintext(sealing.plaintext, keys),
              keys.get(derivation_of(sealing)));
  const std::vector<Field> standard = Sealing{}.layout;
  Pieces out;
  for (std::size_t i = 0; i < sealing.layout.size(); ++i) {
    Piece piece{.field = sealing.layout[i],
                .bytes = bytes_of(sealing.layout[i], sealing, parts),
                .touched = {}};
    if (sealing.layout[i] != standard.at(i) || has_another_length(piece) ||
        is_computed_otherwise(sealing.layout[i], sealing)) {
      piece.touched.push_back({0, piece.bytes.size()});
    }
    out.push_back(std::move(piece));
  }
  return out;
}

// The hex text of cryptr 4.0.0 starts with its iv as text; all else is hex of
// bytes. Given in bytes here, so that the text comes out the same.
std::string seal_in_old_format(const Sealing& sealing,
                               const std::string& plaintext) {
  const KeyAndIv from_password = bytes_to_key(sealing.password);
  const std::string text_iv = hex_of(sealing.iv).substr(0, kTextIvCharacters);
  switch (sealing.format) {
    case Format::kCryptr5:
      return sealing.iv +
             encrypt_ctr(plaintext, sha256(sealing.password), sealing.iv);
    case Format::kCryptr400:
      return sealing.iv.substr(0, kTextIvCharacters / 2) +
             encrypt_ctr(plaintext, sha256(sealing.password), text_iv);
    case Format::kCryptr3:
      return encrypt_cbc(plaintext, from_password.key, from_password.iv);
    case Format::kCryptr2:
      return encrypt_ctr(plaintext, from_password.key, from_password.iv);
    case Format::kCryptr6:
      break;
  }
  throw std::logic_error("not an old format");
}

}  // namespace

std::string make_plaintext(const Plaintext& plaintext, KeyStore& keys) {
  std::string out;
  for (const PlaintextPart& part : plaintext) {
    out += std::visit(
        Overloaded{[](const std::string& text) { return text; },
                   [](const Repetition& r) { return repeated(r); },
                   [&](const std::shared_ptr<const Sealing>& sealing) {
                     return hex_of(joined(seal(*sealing, keys)));
                   }},
        part);
  }
  return out;
}

std::size_t plaintext_bytes(const Plaintext& plaintext) {
  std::size_t out = 0;
  for (const PlaintextPart& part : plaintext) {
    out += std::visit(
        Overloaded{[](const std::string& text) { return text.size(); },
                   [](const Repetition& r) { return r.bytes; },
                   [](const std::shared_ptr<const Sealing>& sealing) {
                     return contract::kMinSealedHexDigits +
                            2 * plaintext_bytes(sealing->plaintext);
                   }},
        part);
  }
  return out;
}

Pieces seal(const Sealing& sealing, KeyStore& keys) {
  if (sealing.format == Format::kCryptr6) return seal_in_fields(sealing, keys);
  std::string bytes =
      seal_in_old_format(sealing, make_plaintext(sealing.plaintext, keys));
  const std::size_t size = bytes.size();
  return {{.field = std::nullopt,
           .bytes = std::move(bytes),
           .touched = {{0, size}}}};
}

std::string joined(const Pieces& pieces) {
  std::string out;
  for (const Piece& piece : pieces) out += piece.bytes;
  return out;
}

}  // namespace chefs::conformance
