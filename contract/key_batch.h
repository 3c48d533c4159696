// Many keys of the cryptr format at once, in SIMD lanes.
// Not threaded: a caller with several cores splits its batch among them.
// The same keys as derive_key() (cryptr.h), which OpenSSL computes and which
// stays the way for a single key and the judge of this one.
//
//   std::vector<KeyRequest> requests = {{key, salt_a}, {key, salt_b}};
//   std::vector<DerivedKey> keys(requests.size());
//   derive_keys(requests, keys);
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "contract/cryptr.h"

namespace chefs::contract {

struct KeyRequest {
  // UTF-8 text of any length, as configured.
  std::string_view password;
  // 64 bytes in the cryptr format; any length is taken.
  std::span<const std::byte> salt;
};

// keys[i] becomes the key of requests[i]; the spans are of one length. Chosen
// at run time: 16 lanes with AVX-512, 4 with AVX2, 2 with SSE or NEON. A batch
// that fills the lanes only in part costs no more than a full one; one request
// alone goes to OpenSSL.
void derive_keys(std::span<const KeyRequest> requests,
                 std::span<DerivedKey> keys, int rounds = kKeyDerivationRounds);

// The number of requests that one pass of derive_keys takes on this machine; a
// multiple of it wastes no lane.
std::size_t key_batch_lanes();

// The instruction set that was chosen, as Highway names it, e.g. "AVX3".
std::string_view key_batch_target();

}  // namespace chefs::contract
