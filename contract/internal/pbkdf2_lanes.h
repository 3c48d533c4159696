// The inner loop of PBKDF2-HMAC-SHA512 for several keys side by side, one a
// SIMD lane. Not the whole derivation: key_batch.cc prepares and finishes.
// Internal; chosen at run time by Highway.
// Why: docs/decisions/0003, 0132 and 0147.
#pragma once

#include <cstddef>
#include <cstdint>

namespace chefs::contract {

inline constexpr std::size_t kMaxLanes = 16;

// Word i of lane j stands at [i][j]. Words are numbers, not bytes.
struct LaneWords {
  alignas(64) std::uint64_t words[8][kMaxLanes];
};

struct Pbkdf2Lanes {
  // SHA-512 states after HMAC's padded key: fixed over the rounds.
  LaneWords inner;
  LaneWords outer;
  // In: U of the first round. Out: undefined.
  LaneWords u;
  // In: U of the first round. Out: the exclusive or of all rounds' U. Only the
  // first four words, a 32-byte key, are kept.
  LaneWords t;
};

// The most lanes that one call can use on this machine.
std::size_t lanes_of_a_pass();
const char* lanes_target_name();

// Runs `further_rounds` rounds (the first one is the caller's) over the first
// `used` lanes; what the others come to is undefined.
void run_pbkdf2_lanes(Pbkdf2Lanes& lanes, std::size_t used, int further_rounds);

}  // namespace chefs::contract
