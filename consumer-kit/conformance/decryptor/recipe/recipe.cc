#include "consumer-kit/conformance/decryptor/recipe/recipe.h"

namespace chefs::conformance {

std::string_view to_string(Field field) {
  switch (field) {
    case Field::kSalt:
      return "salt";
    case Field::kIv:
      return "iv";
    case Field::kTag:
      return "tag";
    case Field::kCiphertext:
      return "ciphertext";
  }
  return "";
}

bool is_standard(const Sealing& sealing) {
  return sealing.format == Format::kCryptr6 && sealing.kdf == Kdf{} &&
         sealing.cipher == CipherKind::kAes256Gcm &&
         sealing.additional_data == AdditionalData::kNone &&
         !sealing.cipher_iv_bytes && sealing.layout == Sealing{}.layout &&
         sealing.salt.size() == contract::kSaltBytes &&
         sealing.iv.size() == contract::kIvBytes;
}

}  // namespace chefs::conformance
