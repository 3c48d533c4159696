#include "contract/secret.h"

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>
#include <utility>

namespace chefs::contract {
namespace {

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

static_assert(!Printable<Secret>);
static_assert(!std::equality_comparable<Secret>);
static_assert(!std::convertible_to<Secret, std::string>);
static_assert(!std::convertible_to<std::string, Secret>);

TEST(Secret, RevealsWhatItWasGiven) {
  EXPECT_EQ(Secret("key").reveal(), "key");
  EXPECT_TRUE(Secret().empty());
}

TEST(Secret, CopiesAreIndependent) {
  Secret first("one");
  const Secret second = first;

  first = Secret("two");

  EXPECT_EQ(second.reveal(), "one");
  EXPECT_EQ(first.reveal(), "two");
}

TEST(Secret, LeavesNothingBehindWhenMoved) {
  Secret first("short");
  const char* place = first.reveal().data();

  const Secret second = std::move(first);

  EXPECT_EQ(second.reveal().data(), place) << "the text itself was moved";
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move)
}

TEST(Wipe, OverwritesTheTextWhereItStood) {
  std::string text = "a key that is longer than a small string";
  const std::size_t length = text.size();
  const volatile char* place = text.data();

  wipe(text);

  EXPECT_TRUE(text.empty());
  // The buffer still belongs to the string, so it may be looked at.
  ASSERT_EQ(text.data(), place);
  for (std::size_t i = 0; i < length; ++i) EXPECT_EQ(place[i], '\0') << i;
}

}  // namespace
}  // namespace chefs::contract
