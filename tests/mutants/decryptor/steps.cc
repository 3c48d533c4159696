#include "tests/mutants/decryptor/steps.h"

#include <utility>

#include "tests/mutants/decryptor/key_derivation.h"
#include "tests/mutants/decryptor/primitives.h"

namespace chefs::mutants {
namespace {

std::optional<Parts> split(const Bytes& sealed) {
  if (sealed.size() < kPrefixBytes) return std::nullopt;
  return Parts{sealed.substr(0, kSaltBytes),
               sealed.substr(kSaltBytes, kIvBytes),
               sealed.substr(kSaltBytes + kIvBytes, kTagBytes),
               sealed.substr(kPrefixBytes)};
}

Opened open_step_by_step(const Request& request, const Steps& steps) {
  const std::optional<std::string> text = steps.text(request.data);
  if (!text) return Rejected{"data is not a string"};
  const std::optional<Bytes> sealed = steps.decode(*text);
  if (!sealed) return Rejected{"data is not hex"};
  const std::optional<Parts> parts = steps.split(*sealed);
  if (!parts) return Rejected{"data is too short"};
  const Bytes aes_key = steps.derive(steps.password(request.key), parts->salt);
  const Unverified result = steps.decipher(aes_key, *parts);
  if (!steps.tag_fits(result, *parts))
    return steps.on_mismatch(result.plaintext);
  return steps.present(result.plaintext);
}

}  // namespace

bool is_rejected(const Opened& opened) {
  return std::holds_alternative<Rejected>(opened);
}

Steps right_steps() {
  Steps steps;
  steps.text = [](const Json& data) -> std::optional<std::string> {
    if (!data.is_string()) return std::nullopt;
    return data.get<std::string>();
  };
  steps.decode = [](const std::string& text) { return from_hex(text); };
  steps.split = split;
  steps.password = [](const Bytes& key) { return key; };
  steps.derive = [](const Bytes& password, const Bytes& salt) {
    return derived(password, salt);
  };
  steps.decipher = [](const Bytes& aes_key, const Parts& parts) {
    return gcm_decrypt(aes_key, parts.iv, parts.ciphertext);
  };
  steps.tag_fits = [](const Unverified& result, const Parts& parts) {
    return result.expected_tag == parts.tag;
  };
  steps.on_mismatch = [](const Bytes& unverified) {
    return Rejected{"the tag does not verify", unverified};
  };
  steps.present = [](const Bytes& plaintext) { return plaintext; };
  steps.open = open_step_by_step;
  steps.print_on_reject = [](const Rejected&) { return std::string(); };
  steps.log_on_reject = [](const Request&, const Rejected& rejected) {
    return rejected.reason;
  };
  steps.ends_after = [](const Request&, const Opened&) { return false; };
  return steps;
}

}  // namespace chefs::mutants
