#include "contract/key_batch.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "contract/internal/pbkdf2_lanes.h"
#include "contract/internal/sha512.h"

namespace chefs::contract {
namespace {

using PaddedKey = std::array<std::byte, kSha512BlockBytes>;
using Digest = std::array<unsigned char, kSha512DigestBytes>;

// A password as HMAC sees it: hashed if it is longer than a block, then padded.
PaddedKey padded_key(std::string_view password) {
  PaddedKey key{};
  if (password.size() <= key.size()) {
    std::memcpy(key.data(), password.data(), password.size());
    return key;
  }
  auto* out = reinterpret_cast<unsigned char*>(key.data());
  if (EVP_Digest(password.data(), password.size(), out, nullptr, EVP_sha512(),
                 nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot compute SHA-512");
  }
  return key;
}

Sha512State pad_state(const PaddedKey& key, std::byte pad) {
  PaddedKey block;
  std::ranges::transform(key, block.begin(),
                         [pad](std::byte b) { return b ^ pad; });
  Sha512State state = kSha512InitialState;
  sha512_compress(state, block);
  OPENSSL_cleanse(block.data(), block.size());
  return state;
}

struct PadStates {
  Sha512State inner;
  Sha512State outer;
};

PadStates pad_states(std::string_view password) {
  PaddedKey key = padded_key(password);
  const PadStates states{pad_state(key, std::byte{0x36}),
                         pad_state(key, std::byte{0x5c})};
  OPENSSL_cleanse(key.data(), key.size());
  return states;
}

// HMAC of the salt and the number of the first block, 1.
Digest first_u(const KeyRequest& request) {
  std::vector<unsigned char> message(request.salt.size() + 4);
  std::memcpy(message.data(), request.salt.data(), request.salt.size());
  message.back() = 1;
  Digest u;
  unsigned int size = 0;
  if (HMAC(EVP_sha512(), request.password.data(),
           static_cast<int>(request.password.size()), message.data(),
           message.size(), u.data(), &size) == nullptr) {
    throw std::runtime_error("OpenSSL cannot compute HMAC-SHA512");
  }
  return u;
}

void put_lane(LaneWords& words, std::size_t lane, const Sha512State& state) {
  for (std::size_t i = 0; i < state.size(); ++i) {
    words.words[i][lane] = state[i];
  }
}

Sha512State as_words(const Digest& digest) {
  Sha512State words;
  std::memcpy(words.data(), digest.data(), digest.size());
  if constexpr (std::endian::native == std::endian::little) {
    for (std::uint64_t& word : words) word = __builtin_bswap64(word);
  }
  return words;
}

void take_key(const LaneWords& t, std::size_t lane, DerivedKey& key) {
  for (std::size_t i = 0; i < kKeyBytes / 8; ++i) {
    const std::uint64_t word = t.words[i][lane];
    for (std::size_t b = 0; b < 8; ++b) {
      key.bytes[8 * i + b] = static_cast<std::byte>(word >> (56 - 8 * b));
    }
  }
}

// The working state of one pass, wiped when it is over.
struct Pass {
  Pbkdf2Lanes lanes{};
  ~Pass() { OPENSSL_cleanse(&lanes, sizeof(lanes)); }
};

void derive_pass(std::span<const KeyRequest> requests,
                 std::span<DerivedKey> keys, int rounds) {
  Pass pass;
  PadStates pads{};
  for (std::size_t lane = 0; lane < requests.size(); ++lane) {
    const bool is_same_password =
        lane > 0 && requests[lane].password == requests[lane - 1].password;
    if (!is_same_password) pads = pad_states(requests[lane].password);
    const Sha512State u = as_words(first_u(requests[lane]));
    put_lane(pass.lanes.inner, lane, pads.inner);
    put_lane(pass.lanes.outer, lane, pads.outer);
    put_lane(pass.lanes.u, lane, u);
    put_lane(pass.lanes.t, lane, u);
  }
  OPENSSL_cleanse(&pads, sizeof(pads));
  run_pbkdf2_lanes(pass.lanes, requests.size(), rounds - 1);
  for (std::size_t lane = 0; lane < requests.size(); ++lane) {
    take_key(pass.lanes.t, lane, keys[lane]);
  }
}

}  // namespace

void derive_keys(std::span<const KeyRequest> requests,
                 std::span<DerivedKey> keys, int rounds) {
  if (requests.size() != keys.size()) {
    throw std::invalid_argument("derive_keys: one key for each request");
  }
  const std::size_t lanes = key_batch_lanes();
  while (lanes > 1 && requests.size() > 1) {
    const std::size_t n = std::min(requests.size(), lanes);
    derive_pass(requests.first(n), keys.first(n), rounds);
    requests = requests.subspan(n);
    keys = keys.subspan(n);
  }
  for (std::size_t i = 0; i < requests.size(); ++i) {
    keys[i] = derive_key(requests[i].password, requests[i].salt, rounds);
  }
}

std::size_t key_batch_lanes() { return lanes_of_a_pass(); }

std::string_view key_batch_target() { return lanes_target_name(); }

}  // namespace chefs::contract
