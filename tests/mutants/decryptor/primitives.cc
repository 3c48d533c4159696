#include "tests/mutants/decryptor/primitives.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace chefs::mutants {
namespace {

struct ContextDeleter {
  void operator()(EVP_CIPHER_CTX* context) const {
    EVP_CIPHER_CTX_free(context);
  }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter>;

constexpr int kTagBytes = 16;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(Bytes& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

int length_of(std::string_view bytes) { return static_cast<int>(bytes.size()); }

void require(int result) {
  if (result <= 0) throw std::runtime_error("OpenSSL refuses");
}

enum class Direction { kDecrypt = 0, kEncrypt = 1 };

Context gcm_start(Direction direction, std::string_view key,
                  std::string_view iv, std::string_view aad) {
  Context context(EVP_CIPHER_CTX_new());
  const int encrypts = static_cast<int>(direction);
  require(EVP_CipherInit_ex(
      context.get(), key.size() == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm(),
      nullptr, nullptr, nullptr, encrypts));
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN,
                              length_of(iv), nullptr));
  require(EVP_CipherInit_ex(context.get(), nullptr, nullptr, raw(key), raw(iv),
                            encrypts));
  int unused = 0;
  if (!aad.empty())
    require(EVP_CipherUpdate(context.get(), nullptr, &unused, raw(aad),
                             length_of(aad)));
  return context;
}

Bytes updated(EVP_CIPHER_CTX* context, std::string_view bytes) {
  Bytes result(bytes.size() + EVP_MAX_BLOCK_LENGTH, '\0');
  int written = 0;
  if (!bytes.empty())
    require(EVP_CipherUpdate(context, raw(result), &written, raw(bytes),
                             length_of(bytes)));
  result.resize(static_cast<std::size_t>(written));
  return result;
}

// 128 bits in GCM's order: the first bit of the first byte is x^0.
struct Block {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

Block block_of(std::string_view bytes) {
  Block block;
  for (std::size_t i = 0; i < 16; ++i) {
    std::uint64_t& half = i < 8 ? block.high : block.low;
    half = half << 8 |
           (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u);
  }
  return block;
}

Bytes bytes_of(const Block& block) {
  Bytes bytes;
  for (const std::uint64_t half : {block.high, block.low})
    for (int shift = 56; shift >= 0; shift -= 8)
      bytes += static_cast<char>(half >> shift & 255);
  return bytes;
}

Block exclusive_or(const Block& a, const Block& b) {
  return {a.high ^ b.high, a.low ^ b.low};
}

// SP 800-38D, 6.3, algorithm 1.
Block multiplied(const Block& x, Block v) {
  constexpr std::uint64_t kReduction = 0xE1ull << 56;
  Block product;
  for (int bit = 0; bit < 128; ++bit) {
    const std::uint64_t half = bit < 64 ? x.high : x.low;
    if (half >> (63 - bit % 64) & 1) product = exclusive_or(product, v);
    const bool carries = v.low & 1;
    v.low = v.low >> 1 | v.high << 63;
    v.high = v.high >> 1 ^ (carries ? kReduction : 0);
  }
  return product;
}

Bytes encrypted_block(std::string_view key, std::string_view block) {
  Context context(EVP_CIPHER_CTX_new());
  require(EVP_EncryptInit_ex(
      context.get(), key.size() == 16 ? EVP_aes_128_ecb() : EVP_aes_256_ecb(),
      nullptr, raw(key), nullptr));
  return updated(context.get(), block);
}

}  // namespace

Bytes digest(const char* name, std::string_view bytes) {
  Bytes result(EVP_MAX_MD_SIZE, '\0');
  std::size_t length = 0;
  require(EVP_Q_digest(nullptr, name, nullptr, raw(bytes), bytes.size(),
                       raw(result), &length));
  result.resize(length);
  return result;
}

Unverified gcm_decrypt(std::string_view key, std::string_view iv,
                       std::string_view ciphertext, std::string_view aad) {
  const Context decrypting = gcm_start(Direction::kDecrypt, key, iv, aad);
  Unverified result{updated(decrypting.get(), ciphertext), {}};
  // Encrypting again is the way to a tag that OpenSSL does not compare itself.
  const Context encrypting = gcm_start(Direction::kEncrypt, key, iv, aad);
  updated(encrypting.get(), result.plaintext);
  Bytes unused(EVP_MAX_BLOCK_LENGTH, '\0');
  int written = 0;
  require(EVP_CipherFinal_ex(encrypting.get(), raw(unused), &written));
  result.expected_tag.resize(kTagBytes);
  require(EVP_CIPHER_CTX_ctrl(encrypting.get(), EVP_CTRL_AEAD_GET_TAG,
                              kTagBytes, raw(result.expected_tag)));
  return result;
}

Bytes gcm_start_block(std::string_view key, std::string_view iv) {
  const Block h = block_of(encrypted_block(key, Bytes(16, '\0')));
  Block hash;
  for (std::size_t i = 0; i < iv.size(); i += 16)
    hash = multiplied(exclusive_or(hash, block_of(iv.substr(i, 16))), h);
  const Block length_bits{0, std::uint64_t{iv.size()} * 8};
  return bytes_of(multiplied(exclusive_or(hash, length_bits), h));
}

Bytes ctr_crypt(std::string_view key, std::string_view start_block,
                std::string_view bytes) {
  Context context(EVP_CIPHER_CTX_new());
  require(EVP_EncryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr,
                             raw(key), raw(start_block)));
  return updated(context.get(), bytes);
}

std::optional<Bytes> cbc_decrypt(std::string_view key, std::string_view iv,
                                 std::string_view ciphertext) {
  Context context(EVP_CIPHER_CTX_new());
  require(EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr,
                             raw(key), raw(iv)));
  Bytes plaintext = updated(context.get(), ciphertext);
  Bytes last(EVP_MAX_BLOCK_LENGTH, '\0');
  int written = 0;
  if (EVP_DecryptFinal_ex(context.get(), raw(last), &written) <= 0)
    return std::nullopt;
  return plaintext + last.substr(0, static_cast<std::size_t>(written));
}

KeyAndIv bytes_to_key(std::string_view password) {
  std::array<unsigned char, 32> key;
  std::array<unsigned char, 16> iv;
  require(EVP_BytesToKey(EVP_aes_256_cbc(), EVP_md5(), nullptr, raw(password),
                         length_of(password), 1, key.data(), iv.data()));
  return {Bytes(key.begin(), key.end()), Bytes(iv.begin(), iv.end())};
}

}  // namespace chefs::mutants
