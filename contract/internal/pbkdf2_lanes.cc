#include "contract/internal/pbkdf2_lanes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "contract/internal/pbkdf2_lanes.cc"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include <utility>

#include "contract/internal/sha512.h"

HWY_BEFORE_NAMESPACE();
namespace chefs::contract::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Wider vectors than 512 bits would not fit LaneWords.
using Lanes64 = hn::CappedTag<std::uint64_t, kMaxLanes / 2>;
using Words = hn::Vec<Lanes64>;

// A 64-byte message after a 128-byte pad: what follows it in its only block.
constexpr std::uint64_t kEndOfMessage = std::uint64_t{1} << 63;
constexpr std::uint64_t kLengthBits = (128 + 64) * 8;

HWY_INLINE Words xor3(Words a, Words b, Words c) { return hn::Xor3(a, b, c); }

// Bit by bit: Highway's IfVecThenElse looks at whole lanes on some targets.
HWY_INLINE Words choose(Words e, Words f, Words g) {
#if HWY_TARGET <= HWY_AVX3
  return Words{_mm512_ternarylogic_epi64(e.raw, f.raw, g.raw, 0xca)};
#else
  return hn::Xor(g, hn::And(e, hn::Xor(f, g)));
#endif
}

HWY_INLINE Words majority(Words a, Words b, Words c) {
#if HWY_TARGET <= HWY_AVX3
  return Words{_mm512_ternarylogic_epi64(a.raw, b.raw, c.raw, 0xe8)};
#else
  return hn::Or(hn::And(a, b), hn::And(c, hn::Or(a, b)));
#endif
}

HWY_INLINE Words big_sigma0(Words x) {
  return xor3(hn::RotateRight<28>(x), hn::RotateRight<34>(x),
              hn::RotateRight<39>(x));
}

HWY_INLINE Words big_sigma1(Words x) {
  return xor3(hn::RotateRight<14>(x), hn::RotateRight<18>(x),
              hn::RotateRight<41>(x));
}

HWY_INLINE Words small_sigma0(Words x) {
  return xor3(hn::RotateRight<1>(x), hn::RotateRight<8>(x),
              hn::ShiftRight<7>(x));
}

HWY_INLINE Words small_sigma1(Words x) {
  return xor3(hn::RotateRight<19>(x), hn::RotateRight<61>(x),
              hn::ShiftRight<6>(x));
}

template <std::size_t kGroups>
struct Block {
  // A round does not move its eight words: round I finds word j at (j - I) & 7.
  Words state[kGroups][8];
  Words w[kGroups][16];
};

template <std::size_t kGroups, std::size_t I>
HWY_INLINE void round(Block<kGroups>& block, Words (&constant)[kGroups]) {
  constexpr auto at = [](std::size_t j) { return (j + 16 - I) & 7; };
  for (std::size_t g = 0; g < kGroups; ++g) {
    Words(&s)[8] = block.state[g];
    const Words t1 = hn::Add(
        hn::Add(s[at(7)], constant[g]),
        hn::Add(big_sigma1(s[at(4)]), choose(s[at(4)], s[at(5)], s[at(6)])));
    s[at(3)] = hn::Add(s[at(3)], t1);
    s[at(7)] = hn::Add(t1, hn::Add(big_sigma0(s[at(0)]),
                                   majority(s[at(0)], s[at(1)], s[at(2)])));
  }
}

// Rounds 0 to 15 take the block's words as they are.
template <std::size_t kGroups, std::size_t I>
HWY_INLINE void plain_round(Block<kGroups>& block) {
  const Words k = hn::Set(Lanes64(), kSha512RoundConstants[I]);
  Words constant[kGroups];
  for (std::size_t g = 0; g < kGroups; ++g) {
    constant[g] = hn::Add(k, block.w[g][I]);
  }
  round<kGroups, I>(block, constant);
}

template <std::size_t kGroups, std::size_t I>
HWY_INLINE void later_round(Block<kGroups>& block, const std::uint64_t* k16) {
  const Words k = hn::Set(Lanes64(), k16[I]);
  Words constant[kGroups];
  for (std::size_t g = 0; g < kGroups; ++g) {
    Words(&w)[16] = block.w[g];
    w[I] = hn::Add(
        hn::Add(w[I], w[(I + 9) & 15]),
        hn::Add(small_sigma0(w[(I + 1) & 15]), small_sigma1(w[(I + 14) & 15])));
    constant[g] = hn::Add(k, w[I]);
  }
  round<kGroups, I>(block, constant);
}

// One compression. The block's first eight words are given in w; what comes
// out, the digest's words, is left there too.
template <std::size_t kGroups, std::size_t... I>
HWY_INLINE void compress(Block<kGroups>& block, const LaneWords& start,
                         std::index_sequence<I...>) {
  const Lanes64 d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t g = 0; g < kGroups; ++g) {
    for (std::size_t i = 0; i < 8; ++i) {
      block.state[g][i] = hn::Load(d, &start.words[i][g * lanes]);
    }
    block.w[g][8] = hn::Set(d, kEndOfMessage);
    for (std::size_t i = 9; i < 15; ++i) block.w[g][i] = hn::Zero(d);
    block.w[g][15] = hn::Set(d, kLengthBits);
  }

  (plain_round<kGroups, I>(block), ...);
  // Not unrolled further: the processor keeps decoded instructions in a cache
  // that more rounds than these outgrow.
  const std::uint64_t* k = kSha512RoundConstants.data();
#ifdef __clang__
#pragma clang loop unroll(disable)
#else
#pragma GCC unroll 1
#endif
  for (std::size_t t = 16; t < 80; t += 16) {
    (later_round<kGroups, I>(block, k + t), ...);
  }

  for (std::size_t g = 0; g < kGroups; ++g) {
    for (std::size_t i = 0; i < 8; ++i) {
      block.w[g][i] =
          hn::Add(block.state[g][i], hn::Load(d, &start.words[i][g * lanes]));
    }
  }
}

template <std::size_t kGroups>
void run(Pbkdf2Lanes& lanes, int further_rounds) {
  const Lanes64 d;
  const std::size_t n = hn::Lanes(d);
  const LaneWords* const pads[] = {&lanes.inner, &lanes.outer};
  Block<kGroups> block;
  for (std::size_t g = 0; g < kGroups; ++g) {
    for (std::size_t i = 0; i < 8; ++i) {
      block.w[g][i] = hn::Load(d, &lanes.u.words[i][g * n]);
    }
  }
  for (int r = 0; r < further_rounds; ++r) {
    for (const LaneWords* pad : pads) {
      compress(block, *pad, std::make_index_sequence<16>());
    }
    for (std::size_t g = 0; g < kGroups; ++g) {
      for (std::size_t i = 0; i < 4; ++i) {
        std::uint64_t* t = &lanes.t.words[i][g * n];
        hn::Store(hn::Xor(hn::Load(d, t), block.w[g][i]), d, t);
      }
    }
  }
}

// AVX-512 has registers enough for two groups, whose instructions interleave
// where those of one group wait for each other. Elsewhere two would spill.
constexpr std::size_t kGroupsOfAPass = HWY_TARGET <= HWY_AVX3 ? 2 : 1;

// Highway's stand-ins for vectors are slower than OpenSSL's scalar code.
constexpr bool kHasVectors =
    HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128;

std::size_t lanes_of_a_pass() {
  return kHasVectors ? kGroupsOfAPass * hn::Lanes(Lanes64()) : 1;
}

void run_pass(Pbkdf2Lanes& lanes, std::size_t used, int further_rounds) {
  if (used <= hn::Lanes(Lanes64())) {
    run<1>(lanes, further_rounds);
  } else {
    run<kGroupsOfAPass>(lanes, further_rounds);
  }
}

const char* target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace chefs::contract::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace chefs::contract {

HWY_EXPORT(run_pass);
HWY_EXPORT(lanes_of_a_pass);
HWY_EXPORT(target_name);

std::size_t lanes_of_a_pass() {
  return HWY_DYNAMIC_DISPATCH(lanes_of_a_pass)();
}

const char* lanes_target_name() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

void run_pbkdf2_lanes(Pbkdf2Lanes& lanes, std::size_t used,
                      int further_rounds) {
  HWY_DYNAMIC_DISPATCH(run_pass)(lanes, used, further_rounds);
}

}  // namespace chefs::contract
#endif  // HWY_ONCE
