// Bugs in how password and salt become the AES key.
#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/key_derivation.h"
#include "tests/mutants/decryptor/primitives.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto derives(Derivation how) {
  return [how](Steps& steps) {
    steps.derive = [how](const Bytes& password, const Bytes& salt) {
      return derived(password, salt, how);
    };
  };
}

PutInto tries(Derivation how) {
  return [how](Steps& steps) { also_try(steps, derives(how)); };
}

void hashes_key_first(Steps& steps) {
  steps.password = [](const Bytes& key) { return digest("SHA256", key); };
}

void uses_key_directly(Steps& steps) {
  steps.derive = [](const Bytes& password, const Bytes&) {
    Bytes key = from_hex(password).value_or(password);
    key.resize(32);
    return key;
  };
}

void uses_digest_of_key(Steps& steps) {
  steps.derive = [](const Bytes& password, const Bytes&) {
    return digest("SHA256", password);
  };
}

void uses_salt_as_hex_text(Steps& steps) {
  steps.derive = [](const Bytes& password, const Bytes& salt) {
    return derived(password, to_hex(salt));
  };
}

PutInto cuts_salt_at(std::size_t bytes) {
  return [bytes](Steps& steps) {
    steps.derive = [bytes](const Bytes& password, const Bytes& salt) {
      return derived(password, salt.substr(0, bytes));
    };
  };
}

void swaps_password_and_salt(Steps& steps) {
  steps.derive = [](const Bytes& password, const Bytes& salt) {
    return derived(salt, password);
  };
}

void takes_last_32_of_64_bytes(Steps& steps) {
  steps.derive = [](const Bytes& password, const Bytes& salt) {
    return derived(password, salt, {.bytes = 64}).substr(32);
  };
}

void uses_aes_128(Steps& steps) {
  steps.derive = [](const Bytes& password, const Bytes& salt) {
    return derived(password, salt).substr(0, 16);
  };
}

}  // namespace

std::vector<Bug> derivation_bugs() {
  return {
      {"hashes-key-first", hashes_key_first},
      {"uses-key-directly", uses_key_directly},
      {"sha256-of-key-as-aes-key", uses_digest_of_key},
      {"sha256-prf", derives({.digest = "SHA256"})},
      {"tries-sha256-prf", tries({.digest = "SHA256"})},
      {"sha1-prf", derives({.digest = "SHA1"})},
      {"rounds-1", derives({.rounds = 1})},
      {"rounds-10000", derives({.rounds = 10'000})},
      {"tries-fewer-rounds",
       [](Steps& steps) {
         also_try(steps, derives({.rounds = 10'000}));
         also_try(steps, derives({.rounds = 1'000}));
       }},
      {"rounds-99999", derives({.rounds = 99'999})},
      {"rounds-100001", derives({.rounds = 100'001})},
      {"salt-as-hex-text", uses_salt_as_hex_text},
      {"cuts-salt-at-16", cuts_salt_at(16)},
      {"cuts-salt-at-32", cuts_salt_at(32)},
      {"swaps-password-and-salt", swaps_password_and_salt},
      {"last-32-of-64-bytes", takes_last_32_of_64_bytes},
      {"aes-128", uses_aes_128},
  };
}

}  // namespace chefs::mutants
