#include "contract/random_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>
#include <vector>

#include "contract/hex.h"

namespace chefs::contract {
namespace {

std::vector<std::byte> take(RandomSource& random, std::size_t bytes) {
  std::vector<std::byte> out(bytes);
  random.fill(out);
  return out;
}

// Gives the numbers that it was made with, as eight bytes each.
class ListedNumbers final : public RandomSource {
 public:
  explicit ListedNumbers(std::deque<std::uint64_t> numbers)
      : numbers_(std::move(numbers)) {}

  void fill(std::span<std::byte> out) override {
    std::uint64_t number = numbers_.front();
    numbers_.pop_front();
    for (std::byte& byte : out) {
      byte = static_cast<std::byte>(number & 0xFF);
      number >>= 8;
    }
  }

 private:
  std::deque<std::uint64_t> numbers_;
};

TEST(SeededRandom, GivesTheSameBytesForTheSameSeedAndLabel) {
  SeededRandom first(42, "forms");
  SeededRandom second(42, "forms");

  EXPECT_EQ(take(first, 1000), take(second, 1000));
}

TEST(SeededRandom, GivesOtherBytesForAnotherSeedOrLabel) {
  SeededRandom base(42, "forms");
  SeededRandom other_seed(43, "forms");
  SeededRandom other_label(42, "answers");
  const auto bytes = take(base, 32);

  EXPECT_NE(bytes, take(other_seed, 32));
  EXPECT_NE(bytes, take(other_label, 32));
}

// From Python: hashlib.sha256((42).to_bytes(8, "little") + b"forms") as the
// key of ChaCha20 (64-bit counter, zero nonce) in the package `cryptography`.
TEST(SeededRandom, IsTheChaCha20StreamOverTheHashOfSeedAndLabel) {
  SeededRandom random(42, "forms");

  EXPECT_EQ(to_hex(take(random, 96)),
            "9fe16d3a71f8c4d8b380724f7f6252da51e38a1a5a3fa77a369ca43501f5ded0"
            "2bce4865f1451d0ae9ac4422ff4898ebb884bf9c45ed90ee31f28ff6574c0004"
            "b9e59b6d79a0863d0f1c17984d32da3be7603b552ff9f180a76d7a938ec3d44a");
}

TEST(SeededRandom, GivesTheSameStreamHoweverItIsTaken) {
  SeededRandom whole(7);
  SeededRandom pieces(7);
  std::vector<std::byte> gathered;
  for (const std::size_t size : {1U, 63U, 64U, 65U, 0U, 3U, 200U, 128U, 7U}) {
    const auto piece = take(pieces, size);
    gathered.insert(gathered.end(), piece.begin(), piece.end());
  }

  EXPECT_EQ(take(whole, gathered.size()), gathered);
}

TEST(SystemRandom, DoesNotRepeatItself) {
  SystemRandom random;

  EXPECT_NE(take(random, 32), take(random, 32));
}

TEST(RandomBelow, RejectsTheNumbersThatWouldFavourSmallRemainders) {
  // 2^64 mod 10 is 6: the numbers 0 to 5 are surplus.
  ListedNumbers random({0, 5, 6, 17});

  EXPECT_EQ(random.below(10), 6U);
  EXPECT_EQ(random.below(10), 7U);
}

TEST(RandomBelow, StaysBelowAndReachesEveryNumber) {
  SeededRandom random(1);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 500; ++i) seen.insert(random.below(7));

  EXPECT_EQ(seen, (std::set<std::uint64_t>{0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(random.below(1), 0U);
}

// A bound of 3 * 2^62 shows a plain remainder: it would give the lowest third
// of the numbers twice as often.
TEST(RandomBelow, IsEvenForABoundThatIsFarFromAPowerOfTwo) {
  constexpr std::uint64_t kThird = std::uint64_t{1} << 62;
  constexpr int kDraws = 30'000;
  SeededRandom random(2);
  std::map<std::uint64_t, int> counts;
  for (int i = 0; i < kDraws; ++i) ++counts[random.below(3 * kThird) / kThird];

  for (const std::uint64_t third : {0U, 1U, 2U}) {
    EXPECT_NEAR(counts[third], kDraws / 3, 500) << third;
  }
}

TEST(RandomBelow, RefusesABoundOfZero) {
  SeededRandom random(1);

  EXPECT_THROW(random.below(0), std::invalid_argument);
}

// The same text with every hex digit as x.
std::string outline(std::string text) {
  for (char& c : text) {
    if (std::string_view("0123456789abcdef").find(c) !=
        std::string_view::npos) {
      c = 'x';
    }
  }
  return text;
}

TEST(RandomUuid, IsAVersion4UuidInLowerCase) {
  SeededRandom random(3);
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string uuid = random.uuid();
    EXPECT_EQ(outline(uuid), "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    EXPECT_EQ(uuid[14], '4') << uuid;
    EXPECT_THAT("89ab", testing::HasSubstr(uuid.substr(19, 1))) << uuid;
    seen.insert(uuid);
  }

  EXPECT_EQ(seen.size(), 200U);
}

}  // namespace
}  // namespace chefs::contract
