// How a check's data is made: what is sealed, with what, and what is changed
// afterwards. Plain data, read from scenarios/decryptor/ (recipe_reader.h) and
// carried out by check_input.h. The words are those of the JSON files; their
// schema is fixtures/schemas/decryptor-cases.schema.json.
// Why: docs/decisions/0072.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "contract/cryptr.h"
#include "contract/json.h"

namespace chefs::conformance {

// Bytes are held in std::string throughout: they may be any bytes.
enum class Field { kSalt, kIv, kTag, kCiphertext };

// "salt", "iv", "tag", "ciphertext".
std::string_view to_string(Field field);

struct Sealing;

struct Repetition {
  std::string pattern;
  std::size_t bytes = 0;
};
// A text, a repeated pattern, or another sealing's hex text; parts follow one
// another.
using PlaintextPart =
    std::variant<std::string, Repetition, std::shared_ptr<const Sealing>>;
using Plaintext = std::vector<PlaintextPart>;

enum class Prf { kSha512, kSha256, kSha1 };
enum class KdfMethod {
  kPbkdf2,
  kNone,    // the password's bytes are the AES key
  kSha256,  // SHA-256 of the password is
};
enum class KdfSalt { kBytes, kHexText, kFirst16Bytes, kFirst32Bytes };
enum class KdfArguments { kInOrder, kSwapped };
enum class KdfPart { kFirst32Bytes, kLast32Of64Bytes };

struct Kdf {
  KdfMethod method = KdfMethod::kPbkdf2;
  Prf prf = Prf::kSha512;
  int rounds = contract::kKeyDerivationRounds;
  KdfSalt salt = KdfSalt::kBytes;
  KdfArguments arguments = KdfArguments::kInOrder;
  KdfPart part = KdfPart::kFirst32Bytes;

  bool operator==(const Kdf&) const = default;
};

enum class CipherKind { kAes256Gcm, kAes128Gcm, kAes256Cbc };
enum class AdditionalData { kNone, kSaltAndIv };

// The older formats have no fields: all is in one piece.
enum class Format { kCryptr6, kCryptr5, kCryptr400, kCryptr3, kCryptr2 };

struct Sealing {
  std::string password;
  Plaintext plaintext;
  std::string salt;
  std::string iv;
  Kdf kdf;
  CipherKind cipher = CipherKind::kAes256Gcm;
  AdditionalData additional_data = AdditionalData::kNone;
  // How much of the iv the cipher is given; all of it if unset.
  std::optional<std::size_t> cipher_iv_bytes;
  std::vector<Field> layout = {Field::kSalt, Field::kIv, Field::kTag,
                               Field::kCiphertext};
  Format format = Format::kCryptr6;
};

// As CHEFS seals, whatever the key, salt, iv and plaintext.
bool is_standard(const Sealing& sealing);

// Bit 0 is the lowest of the first byte.
struct FlipBit {
  Field field;
  std::size_t bit;
};
struct Invert {
  Field field;
  std::size_t from;
  std::size_t bytes;
};
struct Fill {
  Field field;
  char byte;
};
// The field of another sealing in place of this one's.
struct Take {
  Field field;
  Sealing of;
};
// Ends the text after so many bytes of the field.
struct CutIn {
  Field field;
  std::size_t keep;
};
struct Append {
  std::string bytes;
};
struct Insert {
  Field field;
  std::size_t at;
  std::string bytes;
};
struct Remove {
  Field field;
  std::size_t from;
  std::size_t bytes;
};
struct Swap {
  Field field;
  std::size_t from;
  std::size_t with;
  std::size_t bytes;
};
using ByteEdit = std::variant<FlipBit, Invert, Fill, Take, CutIn, Append,
                              Insert, Remove, Swap>;

enum class Encoding { kHex, kHexOfHex, kBase64, kBase64Url, kLatin1 };

struct UpperCase {};
struct MixedCase {};
struct RemoveCharacters {
  std::size_t at;
  std::size_t count;
};
struct RemoveLastCharacter {};
struct AppendText {
  std::string text;
};
struct PrependText {
  std::string text;
};
enum class DigitPlace { kAny, kHigh };
// The first such digit of the field; kHigh: the first that leads a pair.
struct ReplaceDigit {
  Field field;
  char digit;
  DigitPlace place;
  std::string with;
};
// The digits 0–9 of another script, whose zero is this code point.
struct DigitsFrom {
  char32_t zero;
};
struct Separate {
  std::size_t every;
  std::string with;
};
using TextEdit =
    std::variant<UpperCase, MixedCase, RemoveCharacters, RemoveLastCharacter,
                 AppendText, PrependText, ReplaceDigit, DigitsFrom, Separate>;

// What the text is wrapped in, where the data is to be no string.
enum class Wrapping { kNone, kArray, kPayload, kByteArray, kNodeBuffer };

struct SealedData {
  Sealing sealing;
  std::vector<ByteEdit> edits;
  Encoding encoding = Encoding::kHex;
  std::vector<TextEdit> text_edits;
  Wrapping wrapping = Wrapping::kNone;
  // A standard sealing that this data was made from, or might have been.
  Sealing control;
  std::string control_key;
};

// Literal JSON, or data made from a sealing.
using Recipe = std::variant<contract::Json, SealedData>;

}  // namespace chefs::conformance
