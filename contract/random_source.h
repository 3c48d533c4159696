// Where salts, ivs, ids and seeds come from: always passed in, never reached
// for, so that a run can be repeated byte for byte.
// Not thread-safe: one source has one owner.
//
//   SeededRandom random(42);          // the same bytes in every run
//   SystemRandom random;              // the operating system's
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace chefs::contract {

class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(std::span<std::byte> out) = 0;

  // Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
  // A version 4 UUID in lower case.
  std::string uuid();
};

class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::byte> out) override;
};

// A ChaCha20 key stream over a 64-bit seed and a label. Sources with different
// labels are independent, so that one part of a run that takes more random
// bytes does not shift what the others get.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed, std::string_view label = {});
  void fill(std::span<std::byte> out) override;

 private:
  std::byte key_[32];
  std::uint64_t block_ = 0;
  std::byte buffer_[64];
  std::size_t used_ = sizeof(buffer_);
};

}  // namespace chefs::contract
