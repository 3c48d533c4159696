// Bugs that open what older cryptr versions sealed, when the text is not in the
// format of version 6. Those formats have no tag, so a program that tries them
// takes whatever comes out as text for the plaintext.
// Source: npm cryptr 2.0.0, 3.0.0, 4.0.0, 5.0.0, behaviour observed.
#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/primitives.h"
#include "tests/mutants/decryptor/utf8.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;
using OpenOld = std::function<std::optional<Bytes>(const std::string& text,
                                                   const Bytes& key)>;

PutInto tries(OpenOld open_old) {
  return [open_old](Steps& steps) {
    change_result(steps,
                  [open_old](const Request& request, Opened opened) -> Opened {
                    if (!is_rejected(opened) || !request.data.is_string())
                      return opened;
                    const auto old =
                        open_old(request.data.get<std::string>(), request.key);
                    if (!old || old->empty() || !is_utf8(*old)) return opened;
                    return *old;
                  });
  };
}

// Version 5: hex( iv[16] | ciphertext ), AES-256-CTR, key = SHA-256 of the
// text.
std::optional<Bytes> open_5(const std::string& text, const Bytes& key) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() < kIvBytes) return std::nullopt;
  return ctr_crypt(digest("SHA256", key), bytes->substr(0, kIvBytes),
                   bytes->substr(kIvBytes));
}

// Version 4.0.0: the iv is 16 hex digits, taken as text.
std::optional<Bytes> open_4(const std::string& text, const Bytes& key) {
  if (text.size() < kIvBytes) return std::nullopt;
  const auto ciphertext = from_hex(text.substr(kIvBytes));
  if (!ciphertext) return std::nullopt;
  return ctr_crypt(digest("SHA256", key), text.substr(0, kIvBytes),
                   *ciphertext);
}

// Version 3: hex( ciphertext ), AES-256-CBC, key and iv from the text alone.
std::optional<Bytes> open_3(const std::string& text, const Bytes& key) {
  const auto ciphertext = from_hex(text);
  if (!ciphertext || ciphertext->empty()) return std::nullopt;
  const KeyAndIv made = bytes_to_key(key);
  return cbc_decrypt(made.key, made.iv, *ciphertext);
}

// Version 2: the same with AES-256-CTR.
std::optional<Bytes> open_2(const std::string& text, const Bytes& key) {
  const auto ciphertext = from_hex(text);
  if (!ciphertext) return std::nullopt;
  const KeyAndIv made = bytes_to_key(key);
  return ctr_crypt(made.key, made.iv, *ciphertext);
}

}  // namespace

std::vector<Bug> legacy_bugs() {
  return {
      {"tries-cryptr-5", tries(open_5)},
      {"tries-cryptr-4", tries(open_4)},
      {"tries-cryptr-3", tries(open_3)},
      {"tries-cryptr-2", tries(open_2)},
  };
}

}  // namespace chefs::mutants
