#include "consumer-kit/conformance/decryptor/recipe/key_store.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "contract/hex.h"
#include "contract/key_batch.h"

namespace chefs::conformance {
namespace {

constexpr std::size_t kAesKeyBytes = 32;

bool fits_a_batch(const Derivation& d) {
  return d.method == KdfMethod::kPbkdf2 && d.prf == Prf::kSha512 &&
         d.rounds == contract::kKeyDerivationRounds &&
         d.part == KdfPart::kFirst32Bytes;
}

const EVP_MD* algorithm_of(Prf prf) {
  switch (prf) {
    case Prf::kSha512:
      return EVP_sha512();
    case Prf::kSha256:
      return EVP_sha256();
    case Prf::kSha1:
      return EVP_sha1();
  }
  throw std::logic_error("no such Prf");
}

std::string pbkdf2(const Derivation& d) {
  const bool is_last_half = d.part == KdfPart::kLast32Of64Bytes;
  std::string out(is_last_half ? 2 * kAesKeyBytes : kAesKeyBytes, '\0');
  if (PKCS5_PBKDF2_HMAC(d.password.data(), static_cast<int>(d.password.size()),
                        reinterpret_cast<const unsigned char*>(d.salt.data()),
                        static_cast<int>(d.salt.size()), d.rounds,
                        algorithm_of(d.prf), static_cast<int>(out.size()),
                        reinterpret_cast<unsigned char*>(out.data())) != 1) {
    throw std::runtime_error("OpenSSL cannot derive a key");
  }
  return is_last_half ? out.substr(kAesKeyBytes) : out;
}

std::string derive_alone(const Derivation& d) {
  switch (d.method) {
    case KdfMethod::kPbkdf2:
      return pbkdf2(d);
    case KdfMethod::kNone:
      return d.password;
    case KdfMethod::kSha256:
      return sha256(d.password);
  }
  throw std::logic_error("no such KdfMethod");
}

std::string text_of(const contract::DerivedKey& key) {
  return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

std::vector<std::string> derive_together(
    const std::vector<const Derivation*>& batch) {
  if (batch.size() == 1) return {derive_alone(*batch.front())};
  std::vector<contract::KeyRequest> requests;
  for (const Derivation* d : batch) {
    requests.push_back({d->password, contract::as_bytes(d->salt)});
  }
  std::vector<contract::DerivedKey> keys(requests.size());
  contract::derive_keys(requests, keys);
  std::vector<std::string> out;
  for (const contract::DerivedKey& key : keys) out.push_back(text_of(key));
  return out;
}

std::string salt_as_used(KdfSalt use, const std::string& salt) {
  switch (use) {
    case KdfSalt::kBytes:
      break;
    case KdfSalt::kHexText:
      return hex_of(salt);
    case KdfSalt::kFirst16Bytes:
      return salt.substr(0, 16);
    case KdfSalt::kFirst32Bytes:
      return salt.substr(0, 32);
  }
  return salt;
}

}  // namespace

Derivation derivation_of(const Sealing& sealing) {
  const Kdf& kdf = sealing.kdf;
  Derivation out{.method = kdf.method,
                 .prf = kdf.prf,
                 .rounds = kdf.rounds,
                 .password = sealing.password,
                 .salt = salt_as_used(kdf.salt, sealing.salt),
                 .part = kdf.part};
  if (kdf.arguments == KdfArguments::kSwapped) {
    std::swap(out.password, out.salt);
  }
  if (kdf.method != KdfMethod::kPbkdf2) out.salt.clear();
  return out;
}

std::string id_of(const Derivation& d) {
  return hex_of(sha256(fmt::format(
      "{}/{}/{}/{}/{}/{}", static_cast<int>(d.method), static_cast<int>(d.prf),
      d.rounds, static_cast<int>(d.part), hex_of(d.password), hex_of(d.salt))));
}

void KeyStore::take(const DerivedKeys& known) {
  const std::lock_guard lock(mutex_);
  for (Entry& entry : keys_) {
    const auto key = known.find(id_of(entry.first));
    if (key == known.end() || entry.second) continue;
    entry.second = key->second;
    std::erase(waiting_, &entry);
  }
}

DerivedKeys KeyStore::derived() {
  const std::lock_guard lock(mutex_);
  DerivedKeys keys;
  for (const Entry& entry : keys_)
    if (entry.second && entry.first.method == KdfMethod::kPbkdf2)
      keys.emplace(id_of(entry.first), *entry.second);
  return keys;
}

void KeyStore::announce(const Derivation& derivation) {
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = keys_.try_emplace(derivation);
  if (is_new && fits_a_batch(derivation)) waiting_.push_back(&*entry);
}

// The wanted one, and as many of the waiting as fit beside it.
std::vector<KeyStore::Entry*> KeyStore::choose_batch(Entry& wanted) {
  std::vector<Entry*> batch = {&wanted};
  std::erase(waiting_, &wanted);
  if (!fits_a_batch(wanted.first)) return batch;
  const std::size_t more =
      std::min(contract::key_batch_lanes() - 1, waiting_.size());
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(more);
  batch.insert(batch.end(), waiting_.begin(), end);
  waiting_.erase(waiting_.begin(), end);
  return batch;
}

std::string KeyStore::get(const Derivation& derivation) {
  std::unique_lock lock(mutex_);
  Entry& wanted = *keys_.try_emplace(derivation).first;
  derived_.wait(lock, [&] { return !under_way_.contains(&wanted); });
  if (wanted.second) return *wanted.second;

  const std::vector<Entry*> batch = choose_batch(wanted);
  std::vector<const Derivation*> derivations;
  for (Entry* entry : batch) {
    under_way_.insert(entry);
    derivations.push_back(&entry->first);
  }
  lock.unlock();
  const std::vector<std::string> keys = derive_together(derivations);
  lock.lock();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    batch[i]->second = keys[i];
    under_way_.erase(batch[i]);
  }
  derived_.notify_all();
  return *wanted.second;
}

}  // namespace chefs::conformance
