#include "contract/cryptr.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include "contract/hex.h"

namespace chefs::contract {
namespace {

struct ContextDeleter {
  void operator()(EVP_CIPHER_CTX* context) const {
    EVP_CIPHER_CTX_free(context);
  }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter>;

constexpr std::size_t kPrefixBytes = kSaltBytes + kIvBytes + kTagBytes;
// OpenSSL counts in int.
constexpr std::size_t kLargestStepBytes = std::size_t{1} << 30;

const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

unsigned char* raw(std::byte* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}

// For what cannot fail on any input, only for want of memory or algorithms.
void require(int result, const char* attempted) {
  if (result <= 0) {
    throw std::runtime_error(std::string("OpenSSL cannot ") + attempted);
  }
}

enum class Direction { kOpen = 0, kSeal = 1 };

Context start(Direction direction, const DerivedKey& key, const std::byte* iv) {
  Context context(EVP_CIPHER_CTX_new());
  if (!context) throw std::bad_alloc();
  const int is_sealing = static_cast<int>(direction);
  require(EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, nullptr,
                            nullptr, is_sealing),
          "start AES-256-GCM");
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN,
                              int{kIvBytes}, nullptr),
          "set the length of the iv");
  require(EVP_CipherInit_ex(context.get(), nullptr, nullptr,
                            raw(key.bytes.data()), raw(iv), is_sealing),
          "set the key and the iv");
  return context;
}

void process(EVP_CIPHER_CTX* context, std::span<const std::byte> in,
             std::byte* out) {
  while (!in.empty()) {
    const auto step = in.first(std::min(in.size(), kLargestStepBytes));
    int written = 0;
    require(EVP_CipherUpdate(context, raw(out), &written, raw(step.data()),
                             static_cast<int>(step.size())),
            "process AES-256-GCM");
    in = in.subspan(step.size());
    out += step.size();
  }
}

bool tag_verifies(EVP_CIPHER_CTX* context, const std::byte* tag) {
  std::array<std::byte, kTagBytes> expected;
  std::copy_n(tag, kTagBytes, expected.begin());
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int{kTagBytes},
                              expected.data()),
          "set the tag");
  int written = 0;
  std::array<unsigned char, kTagBytes> unused;
  return EVP_CipherFinal_ex(context, unused.data(), &written) > 0;
}

// Characters are looked at before the length: text that is not hex at all is
// not merely short.
std::variant<std::vector<std::byte>, OpenFault> decode(
    std::string_view sealed_hex) {
  auto bytes = from_hex(sealed_hex);
  if (!bytes) return OpenFault::kNotHex;
  if (bytes->size() < kPrefixBytes) return OpenFault::kTooShort;
  return *std::move(bytes);
}

Opened decrypt(std::span<const std::byte> sealed, const DerivedKey& key) {
  const std::byte* iv = sealed.data() + kSaltBytes;
  const std::byte* tag = iv + kIvBytes;
  const auto ciphertext = sealed.subspan(kPrefixBytes);
  Context context = start(Direction::kOpen, key, iv);
  std::string plaintext(ciphertext.size(), '\0');
  process(context.get(), ciphertext,
          reinterpret_cast<std::byte*>(plaintext.data()));
  if (tag_verifies(context.get(), tag)) return plaintext;
  wipe(plaintext);
  return OpenFault::kTagMismatch;
}

}  // namespace

DerivedKey::~DerivedKey() { OPENSSL_cleanse(bytes.data(), bytes.size()); }

std::string_view explain(OpenFault fault) {
  switch (fault) {
    case OpenFault::kNotAString:
      return "payload.data is not a string, so there is nothing to decrypt; "
             "on an oversize event look at `error` instead";
    case OpenFault::kNotHex:
      return "the sealed text is not hex: it has an odd length or holds a "
             "character that is no hex digit";
    case OpenFault::kTooShort:
      return "the sealed text is shorter than the 192 hex digits that salt, "
             "iv and tag take";
    case OpenFault::kTagMismatch:
      return "the tag does not verify: the key is another one than the form's, "
             "or the sealed text was changed";
  }
  throw std::logic_error("no such OpenFault");
}

std::string_view to_string(OpenFault fault) {
  switch (fault) {
    case OpenFault::kNotAString:
      return "not-a-string";
    case OpenFault::kNotHex:
      return "not-hex";
    case OpenFault::kTooShort:
      return "too-short";
    case OpenFault::kTagMismatch:
      return "tag-mismatch";
  }
  throw std::logic_error("no such OpenFault");
}

std::string seal(std::string_view plaintext, const Secret& key,
                 RandomSource& random) {
  if (key.empty()) {
    throw std::invalid_argument(
        "cannot seal with an empty key; give the "
        "form's encryption key");
  }
  Salt salt;
  Iv iv;
  random.fill(salt);
  random.fill(iv);
  return seal_with(plaintext, derive_key(key.reveal(), salt), salt, iv);
}

Opened open(std::string_view sealed_hex, const Secret& key) {
  const auto decoded = decode(sealed_hex);
  if (const auto* fault = std::get_if<OpenFault>(&decoded)) return *fault;
  const std::span sealed = std::get<std::vector<std::byte>>(decoded);
  return decrypt(sealed, derive_key(key.reveal(), sealed.first(kSaltBytes)));
}

DerivedKey derive_key(std::string_view password,
                      std::span<const std::byte> salt, int rounds) {
  DerivedKey key;
  require(
      PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                        raw(salt.data()), static_cast<int>(salt.size()), rounds,
                        EVP_sha512(), int{kKeyBytes}, raw(key.bytes.data())),
      "derive a key with PBKDF2-HMAC-SHA512");
  return key;
}

std::string seal_with(std::string_view plaintext, const DerivedKey& key,
                      const Salt& salt, const Iv& iv) {
  std::vector<std::byte> sealed(kPrefixBytes + plaintext.size());
  std::byte* after_salt = std::copy(salt.begin(), salt.end(), sealed.data());
  std::byte* tag = std::copy(iv.begin(), iv.end(), after_salt);
  Context context = start(Direction::kSeal, key, iv.data());
  process(context.get(), as_bytes(plaintext), tag + kTagBytes);
  int written = 0;
  std::array<unsigned char, kTagBytes> unused;
  require(EVP_CipherFinal_ex(context.get(), unused.data(), &written),
          "finish AES-256-GCM");
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG,
                              int{kTagBytes}, tag),
          "read the tag");
  return to_hex(sealed);
}

Opened open_with(std::string_view sealed_hex, const DerivedKey& key) {
  const auto decoded = decode(sealed_hex);
  if (const auto* fault = std::get_if<OpenFault>(&decoded)) return *fault;
  return decrypt(std::get<std::vector<std::byte>>(decoded), key);
}

std::variant<Salt, OpenFault> salt_of(std::string_view sealed_hex) {
  const auto decoded = decode(sealed_hex);
  if (const auto* fault = std::get_if<OpenFault>(&decoded)) return *fault;
  Salt salt;
  std::copy_n(std::get<std::vector<std::byte>>(decoded).begin(), kSaltBytes,
              salt.begin());
  return salt;
}

}  // namespace chefs::contract
