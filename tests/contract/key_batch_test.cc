#include "contract/key_batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/contract/instruction_sets.h"

namespace chefs::contract {
namespace {

// The judge: OpenSSL's own PBKDF2.
DerivedKey openssl_key(const KeyRequest& request, int rounds) {
  DerivedKey key;
  PKCS5_PBKDF2_HMAC(request.password.data(),
                    static_cast<int>(request.password.size()),
                    reinterpret_cast<const unsigned char*>(request.salt.data()),
                    static_cast<int>(request.salt.size()), rounds, EVP_sha512(),
                    static_cast<int>(key.bytes.size()),
                    reinterpret_cast<unsigned char*>(key.bytes.data()));
  return key;
}

// Passwords and salts of random bytes, each lane's different.
class RandomBatch {
 public:
  explicit RandomBatch(unsigned seed) : random_(seed) {}

  void add(std::size_t password_bytes, std::size_t salt_bytes) {
    passwords_.push_back(bytes(password_bytes));
    salts_.push_back(bytes(salt_bytes));
  }

  std::vector<KeyRequest> requests() const {
    std::vector<KeyRequest> requests;
    for (std::size_t i = 0; i < passwords_.size(); ++i) {
      requests.push_back({passwords_[i], std::as_bytes(std::span(salts_[i]))});
    }
    return requests;
  }

 private:
  std::string bytes(std::size_t count) {
    std::string text(count, '\0');
    for (char& c : text) c = static_cast<char>(random_());
    return text;
  }

  std::mt19937 random_;
  std::vector<std::string> passwords_;
  std::vector<std::string> salts_;
};

void expect_openssl_agrees(const RandomBatch& batch, int rounds) {
  const std::vector<KeyRequest> requests = batch.requests();
  std::vector<DerivedKey> keys(requests.size());

  derive_keys(requests, keys, rounds);

  for (std::size_t i = 0; i < requests.size(); ++i) {
    EXPECT_EQ(keys[i].bytes, openssl_key(requests[i], rounds).bytes)
        << "request " << i << " of " << requests.size() << ", password of "
        << requests[i].password.size() << " bytes, " << rounds << " rounds";
  }
}

class KeyBatchOnTarget : public tests::OnInstructionSet {};

TEST_P(KeyBatchOnTarget, AgreesWithOpensslForPasswordsUpTo300Bytes) {
  RandomBatch batch(1);
  for (std::size_t size = 0; size <= 300; ++size) batch.add(size, 64);

  expect_openssl_agrees(batch, 3);
}

TEST_P(KeyBatchOnTarget, AgreesWithOpensslForSaltsOfAnyLength) {
  RandomBatch batch(2);
  for (std::size_t size = 0; size <= 260; ++size) batch.add(64, size);

  expect_openssl_agrees(batch, 2);
}

TEST_P(KeyBatchOnTarget, AgreesWithOpensslForBatchesOfEverySize) {
  for (std::size_t count = 0; count <= 40; ++count) {
    RandomBatch batch(static_cast<unsigned>(count));
    for (std::size_t i = 0; i < count; ++i) batch.add(64, 64);

    expect_openssl_agrees(batch, 1 + static_cast<int>(count % 7));
  }
}

TEST_P(KeyBatchOnTarget, AgreesWithOpensslAtTheRoundsOfTheFormat) {
  RandomBatch batch(3);
  for (std::size_t i = 0; i < 3; ++i) batch.add(64, 64);

  expect_openssl_agrees(batch, kKeyDerivationRounds);
}

INSTANTIATE_TEST_SUITE_P(EachInstructionSet, KeyBatchOnTarget,
                         testing::ValuesIn(tests::instruction_sets()),
                         tests::name_of_instruction_set);

TEST(KeyBatch, RefusesAnotherNumberOfKeysThanRequests) {
  std::vector<DerivedKey> keys(1);

  EXPECT_THROW(derive_keys({}, keys), std::invalid_argument);
}

}  // namespace
}  // namespace chefs::contract
