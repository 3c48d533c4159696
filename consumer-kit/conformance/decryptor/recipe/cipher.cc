#include "consumer-kit/conformance/decryptor/recipe/cipher.h"

#include <openssl/evp.h>

#include <memory>
#include <new>
#include <stdexcept>

#include "contract/cryptr.h"

namespace chefs::conformance {
namespace {

using contract::kTagBytes;

constexpr std::size_t kBlockBytes = 16;
constexpr std::size_t kAes256KeyBytes = 32;

struct ContextDeleter {
  void operator()(EVP_CIPHER_CTX* context) const {
    EVP_CIPHER_CTX_free(context);
  }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter>;

void require(int result) {
  if (result <= 0) throw std::runtime_error("OpenSSL cannot encrypt a vector");
}

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

Context start(const EVP_CIPHER* cipher, std::string_view key,
              std::string_view iv) {
  Context context(EVP_CIPHER_CTX_new());
  if (!context) throw std::bad_alloc();
  require(EVP_EncryptInit_ex(context.get(), cipher, nullptr, nullptr, nullptr));
  if (EVP_CIPHER_get_mode(cipher) == EVP_CIPH_GCM_MODE) {
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN,
                                static_cast<int>(iv.size()), nullptr));
  }
  require(
      EVP_EncryptInit_ex(context.get(), nullptr, nullptr, raw(key), raw(iv)));
  return context;
}

std::string finish(EVP_CIPHER_CTX* context, std::string_view plaintext) {
  std::string out(plaintext.size() + kBlockBytes, '\0');
  int written = 0;
  require(EVP_EncryptUpdate(context, raw(out), &written, raw(plaintext),
                            static_cast<int>(plaintext.size())));
  int last = 0;
  require(EVP_EncryptFinal_ex(context, raw(out) + written, &last));
  out.resize(static_cast<std::size_t>(written + last));
  return out;
}

}  // namespace

SealedParts encrypt_gcm(std::string_view plaintext, std::string_view key,
                        std::string_view iv, std::string_view additional_data) {
  const Context context = start(
      key.size() == kAes256KeyBytes ? EVP_aes_256_gcm() : EVP_aes_128_gcm(),
      key, iv);
  if (!additional_data.empty()) {
    int unused = 0;
    require(EVP_EncryptUpdate(context.get(), nullptr, &unused,
                              raw(additional_data),
                              static_cast<int>(additional_data.size())));
  }
  SealedParts out;
  out.ciphertext = finish(context.get(), plaintext);
  out.tag.resize(kTagBytes);
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG,
                              static_cast<int>(kTagBytes), raw(out.tag)));
  return out;
}

std::string encrypt_cbc(std::string_view plaintext, std::string_view key,
                        std::string_view iv) {
  return finish(start(EVP_aes_256_cbc(), key, iv).get(), plaintext);
}

std::string encrypt_ctr(std::string_view plaintext, std::string_view key,
                        std::string_view iv) {
  return finish(start(EVP_aes_256_ctr(), key, iv).get(), plaintext);
}

KeyAndIv bytes_to_key(std::string_view password) {
  KeyAndIv out{std::string(kAes256KeyBytes, '\0'),
               std::string(kBlockBytes, '\0')};
  require(EVP_BytesToKey(EVP_aes_256_cbc(), EVP_md5(), nullptr, raw(password),
                         static_cast<int>(password.size()), 1, raw(out.key),
                         raw(out.iv)));
  return out;
}

}  // namespace chefs::conformance
