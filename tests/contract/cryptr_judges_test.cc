// The cryptr format held against npm cryptr, both ways, and against vectors
// that the openssl command helps to make by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "contract/cryptr.h"
#include "contract/hex.h"
#include "contract/js_json.h"
#include "contract/json.h"
#include "tests/support/run_program.h"

namespace chefs::contract {
namespace {

struct Text {
  std::string key;
  std::string plaintext;
};

std::vector<Text> texts() {
  const std::string key =
      "8f5a3c1e9b7d2f4a6c8e0b1d3f5a7c9e8f5a3c1e9b7d2f4a6c8e0b1d3f5a7c9e";
  std::string upper_case_key = key;
  for (char& c : upper_case_key) {
    if (c >= 'a') c = static_cast<char>(c - 32);
  }
  return {{key, ""},
          {key, "plain text"},
          {key, "{\"name\":\"Zo\u00eb \u5c71\u7530 \U0001F600\"}"},
          {key, std::string("a\0b\0", 4)},
          {key, std::string(15, 'a')},
          {key, std::string(16, 'a')},
          {key, std::string(17, 'a')},
          {key, std::string(482'000, 'x')},
          {upper_case_key, "upper-case hex is another key"},
          {"correct horse battery staple", "passphrase"},
          {" key with space around \n", "white space counts"},
          {"k", "one character"},
          {std::string(129, 'k'), "longer than a block of the HMAC"},
          {"cl\u00e9 \u9375 \U0001F511", "key in several scripts"}};
}

Json ask(const char* judge, const Json& requests) {
  const auto run = tests::run_node(judge, stringify(requests));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return Json::parse(run.out);
}

TEST(AgainstNpmCryptr, ItOpensWhatIsSealedHere) {
  SystemRandom random;
  const std::vector<Text> all = texts();
  Json requests = Json::array();
  for (const Text& text : all) {
    requests.push_back(
        {{"key", text.key},
         {"sealed", seal(text.plaintext, Secret(text.key), random)}});
  }

  const Json answers = ask("tests/contract/judge_cryptr.mjs", requests);

  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(answers.at(i), (Json{{"plaintext", all[i].plaintext}}))
        << all[i].key;
  }
}

TEST(AgainstNpmCryptr, WhatItSealsIsOpenedHere) {
  const std::vector<Text> all = texts();
  Json requests = Json::array();
  for (const Text& text : all) {
    requests.push_back({{"key", text.key}, {"plaintext", text.plaintext}});
  }

  const Json answers = ask("tests/contract/judge_cryptr.mjs", requests);

  for (std::size_t i = 0; i < all.size(); ++i) {
    const Text& text = all[i];
    EXPECT_EQ(open(answers.at(i).at("sealed"), Secret(text.key)),
              Opened(text.plaintext))
        << text.key;
  }
}

TEST(AgainstNpmCryptr, BothRefuseAnEmptyKeyAndAnotherKey) {
  SystemRandom random;
  const std::string sealed = seal("text", Secret("key"), random);

  const Json answers = ask("tests/contract/judge_cryptr.mjs",
                           Json{{{"key", ""}, {"plaintext", "text"}},
                                {{"key", "other"}, {"sealed", sealed}}});

  EXPECT_TRUE(answers.at(0).contains("refused"));
  EXPECT_THROW(seal("text", Secret(), random), std::invalid_argument);
  EXPECT_TRUE(answers.at(1).contains("refused"));
  EXPECT_EQ(open(sealed, Secret("other")), Opened(OpenFault::kTagMismatch));
}

// Salt and iv as they are listed.
class ListedBytes final : public RandomSource {
 public:
  explicit ListedBytes(std::string_view hex) : bytes_(*from_hex(hex)) {}

  void fill(std::span<std::byte> out) override {
    std::copy_n(bytes_.begin() + used_, out.size(), out.begin());
    used_ += static_cast<std::ptrdiff_t>(out.size());
  }

 private:
  std::vector<std::byte> bytes_;
  std::ptrdiff_t used_ = 0;
};

TEST(AgainstOpensslCommand, SealsTheSameBytesFromTheSameSaltAndIv) {
  SeededRandom random(9);
  Json requests = Json::array();
  std::vector<std::string> ours;
  for (const Text& text :
       {Text{"k", ""}, Text{"a key", "one block of tex"},
        Text{"cl\u00e9", "more than a block of text, in bytes \xFF"}}) {
    Salt salt;
    Iv iv;
    random.fill(salt);
    random.fill(iv);
    requests.push_back({{"key", text.key},
                        {"salt", to_hex(salt)},
                        {"iv", to_hex(iv)},
                        {"plaintext", to_hex(as_bytes(text.plaintext))}});
    ListedBytes listed(to_hex(salt) + to_hex(iv));
    ours.push_back(seal(text.plaintext, Secret(text.key), listed));
  }

  const Json answers = ask("tests/contract/judge_openssl.mjs", requests);

  EXPECT_EQ(answers, Json(ours));
}

TEST(AgainstOpensslCommand, SealsManyBlocks) {
  const std::string salt(2 * kSaltBytes, 'f');
  const std::string iv(2 * kIvBytes, 'f');
  const std::string plaintext(5'000, 'p');
  ListedBytes listed(salt + iv);

  const Json answers = ask("tests/contract/judge_openssl.mjs",
                           Json{{{"key", "k"},
                                 {"salt", salt},
                                 {"iv", iv},
                                 {"plaintext", to_hex(as_bytes(plaintext))}}});

  EXPECT_EQ(answers, (Json{seal(plaintext, Secret("k"), listed)}));
}

}  // namespace
}  // namespace chefs::contract
