#include "consumer-kit/conformance/consumer/secret_watch.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

constexpr const char* kSeed =
    "SUAOAXF7NDNS3ETIV3AVMRSZGODKYBRCIQZXWVZ2MRPZDMDVO2WKLWDBZI";

SecretWatch watch_for(const char* text) {
  std::vector<WatchedSecret> secrets;
  secrets.push_back({"the NKey seed", contract::Secret(text)});
  return SecretWatch(std::move(secrets));
}

TEST(SecretWatch, FindsWhatTwoChunksHoldTogether) {
  SecretWatch watch = watch_for(kSeed);

  watch.read("on standard output", "log " + std::string(kSeed).substr(0, 30));
  EXPECT_TRUE(watch.found().empty());
  watch.read("on standard output", std::string(kSeed).substr(30) + "\n");

  ASSERT_EQ(watch.found().size(), 1u);
  EXPECT_EQ(watch.found()[0].what, "the NKey seed");
  EXPECT_EQ(watch.found()[0].where, "on standard output");
}

TEST(SecretWatch, DoesNotPutTwoStreamsTogether) {
  SecretWatch watch = watch_for(kSeed);

  watch.read("on standard output", std::string(kSeed).substr(0, 30));
  watch.read("on standard error", std::string(kSeed).substr(30));

  EXPECT_TRUE(watch.found().empty());
}

TEST(SecretWatch, FindsWhatIsMaskedAtItsEnds) {
  SecretWatch watch = watch_for(kSeed);

  watch.read("at the end",
             "seed SUAOAXF7NDNS3ETIV3AVMRSZGODKYBRCIQZXWVZ2MR****");
  watch.read("at both", "****AXF7NDNS3ETIV3AVMRSZGODKYBRCIQZXWVZ2MRPZDMDV****");

  ASSERT_EQ(watch.found().size(), 2u);
  EXPECT_EQ(watch.found()[0].what, "the NKey seed");
}

TEST(SecretWatch, TakesAFingerprintForNoSecret) {
  SecretWatch watch = watch_for(kSeed);

  watch.read("on standard error", "seed SUAOAXF7NDNS…DVO2WKLWDBZI");

  EXPECT_TRUE(watch.found().empty());
}

TEST(SecretWatch, HidesWhatIsMaskedInPart) {
  const SecretWatch watch = watch_for(kSeed);

  const std::string text =
      watch.redacted("SUAOAXF7NDNS3ETIV3AVMRSZGODKYBRCIQZXWVZ2MRPZDMDV****");

  EXPECT_EQ(text.find("ETIV3AVMRSZGODKY"), std::string::npos) << text;
}

TEST(SecretWatch, FindsHexAcrossChunksByteByByte) {
  SecretWatch watch = watch_for("passphrase of a form");
  const std::string hex = "70617373706872617365206f66206120666f726d";

  for (const char c : "x" + hex)
    watch.read("on standard error", std::string(1, c));

  EXPECT_EQ(watch.found().size(), 1u);
}

TEST(SecretWatch, FindsUpperCaseHexAndBase64WithinAnotherText) {
  const std::string secret = "passphrase of a form";
  SecretWatch watch = watch_for(secret.c_str());

  watch.read_whole("in upper-case hex",
                   "70617373706872617365206F66206120666F726D");
  // printf 'ab passphrase of a form.' | base64
  watch.read_whole("in base64", "YWIgcGFzc3BocmFzZSBvZiBhIGZvcm0u");

  EXPECT_EQ(watch.found().size(), 2u);
}

TEST(SecretWatch, TellsEachPlaceOnce) {
  SecretWatch watch = watch_for(kSeed);

  watch.read_whole("in its arguments", kSeed);
  watch.read_whole("in its arguments", kSeed);

  EXPECT_EQ(watch.found().size(), 1u);
}

TEST(SecretWatch, HidesASecretWhereverItStands) {
  const SecretWatch watch = watch_for("the key of form 1");

  EXPECT_EQ(watch.redacted("a the key of form 1, the key of form 1"),
            "a [hidden], [hidden]");
}

}  // namespace
}  // namespace chefs::conformance
