// SHA-512's compression of one block, for HMAC's pad states, which OpenSSL 3
// does not hand out. Not a hash: it neither pads nor counts.
// Source: FIPS 180-4, sections 4.1.3, 4.2.3, 6.4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace chefs::contract {

inline constexpr std::size_t kSha512BlockBytes = 128;
inline constexpr std::size_t kSha512DigestBytes = 64;

using Sha512State = std::array<std::uint64_t, 8>;

inline constexpr Sha512State kSha512InitialState = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
    0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
    0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

// The cube-root constants K, one a round.
extern const std::array<std::uint64_t, 80> kSha512RoundConstants;

void sha512_compress(Sha512State& state,
                     std::span<const std::byte, kSha512BlockBytes> block);

}  // namespace chefs::contract
