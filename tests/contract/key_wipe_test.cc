// No derived key stays in the memory of this process once it is freed. All that
// can be written is searched, save the stack, for any eight bytes of a key, in
// the order of the bytes and as a lane holds them.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/file_descriptor.h"
#include "contract/cryptr.h"
#include "contract/key_batch.h"
#include "tests/contract/instruction_sets.h"

namespace chefs::contract {
namespace {

constexpr const char* kPassword = "a password for the wipe test";
constexpr int kFewRounds = 7;
constexpr std::size_t kRequests = 20;

// Keys as node's crypto.pbkdf2Sync() derives them from kPassword and a salt of
// 64 equal bytes, with every byte XORed with 0xA5: they must not stand here.
constexpr std::uint64_t kMask = 0xA5A5A5A5A5A5A5A5;
using MaskedKey = std::array<std::uint64_t, 4>;
constexpr std::byte kSingleSalt{200};
constexpr MaskedKey kSingleKey{0x839b37e56fbcba9e, 0xe5fe25cbf26069a6,
                               0xa81e02447702387a, 0x0d8e545bcda1a9dc};
constexpr MaskedKey kKeyOfSalt0{0xbb204ad34dc681ee, 0x810d7500cc31a470,
                                0x17529156c11b5998, 0x0438ced595bd7c15};
constexpr MaskedKey kKeyOfSalt7{0xab348037610f12af, 0x7ea4dca3385789b0,
                                0x82b8e92bd8668d2f, 0x291797a99643e812};
constexpr MaskedKey kKeyOfSalt19{0xaddef48eeaff3407, 0xff58c4ba3019f495,
                                 0xee4fdfa00ce3026e, 0xa6d8b452c4329a93};

// The stack is left out: a function of a library that is called for the first
// time makes the dynamic linker save the vector registers there, with what they
// happen to hold: no wiping reaches that, and the next calls overwrite it.
class Search {
 public:
  explicit Search(const std::vector<MaskedKey>& keys) {
    for (const MaskedKey& key : keys) {
      for (const std::uint64_t word : key) {
        masked_.push_back(word);
        masked_.push_back(__builtin_bswap64(word));
      }
    }
    for (const std::uint64_t word : masked_) is_first_[word & 0xFF] = true;
  }

  // How often a word of a key stands in memory that can be written.
  std::size_t count() const {
    const base::FileDescriptor memory(
        ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC));
    std::size_t found = 0;
    std::ifstream regions("/proc/self/maps");
    for (std::string line; std::getline(regions, line);) {
      std::uint64_t begin = 0;
      std::uint64_t end = 0;
      std::array<char, 5> rights{};
      if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end,
                      rights.data()) != 3)
        continue;
      // What is larger is reserved by a sanitizer for its own notes.
      if (rights[1] != 'w' || end - begin > kLargest) continue;
      if (line.ends_with("[stack]")) continue;
      found += count_between(memory.get(), begin, end);
    }
    return found;
  }

 private:
  static constexpr std::uint64_t kLargest = std::uint64_t{1} << 30;

  std::size_t count_between(int memory, std::uint64_t begin,
                            std::uint64_t end) const {
    std::vector<unsigned char> bytes(end - begin);
    const ssize_t size =
        ::pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(begin));
    const std::size_t found = count_in(bytes, size);
    // What was found must not be found again in this copy.
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return found;
  }

  std::size_t count_in(const std::vector<unsigned char>& bytes,
                       ssize_t size) const {
    std::size_t found = 0;
    for (ssize_t at = 0; at + 8 <= size; ++at) {
      const unsigned char* place = bytes.data() + at;
      if (!is_first_[*place ^ 0xA5U]) continue;
      std::uint64_t word = 0;
      std::memcpy(&word, place, sizeof(word));
      found +=
          static_cast<std::size_t>(std::ranges::count(masked_, word ^ kMask));
    }
    return found;
  }

  std::vector<std::uint64_t> masked_;
  std::array<bool, 256> is_first_{};
};

void derive_batch(const auto& look) {
  std::array<Salt, kRequests> salts{};
  std::vector<KeyRequest> requests;
  for (std::size_t i = 0; i < kRequests; ++i) {
    salts[i].fill(static_cast<std::byte>(i));
    requests.push_back({kPassword, salts[i]});
  }
  std::vector<DerivedKey> keys(kRequests);
  derive_keys(requests, keys, kFewRounds);
  look();
}

class KeyWipe : public tests::OnInstructionSet {};

TEST_P(KeyWipe, LeavesNoKeyOfABatch) {
  const Search search({kKeyOfSalt0, kKeyOfSalt7, kKeyOfSalt19});

  derive_batch([&] { ASSERT_GE(search.count(), 12U) << "keys in use"; });

  EXPECT_EQ(search.count(), 0U);
}

INSTANTIATE_TEST_SUITE_P(EachTarget, KeyWipe,
                         testing::ValuesIn(tests::instruction_sets()),
                         tests::name_of_instruction_set);

TEST(KeyWipeOfOne, LeavesNoKeyWhenItIsFreed) {
  const Search search({kSingleKey});
  Salt salt;
  salt.fill(kSingleSalt);
  auto key = std::make_unique<DerivedKey>(derive_key(kPassword, salt));
  ASSERT_GE(search.count(), 4U) << "a key in use";

  key.reset();

  EXPECT_EQ(search.count(), 0U);
}

}  // namespace
}  // namespace chefs::contract
