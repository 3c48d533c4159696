#include "base/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace chefs::base {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Url parsed(std::string_view text) { return std::get<Url>(parse_url(text)); }

std::string fault_of(std::string_view text) {
  return std::get<UrlFault>(parse_url(text)).text;
}

TEST(Url, HasSchemeHostPortAndPath) {
  const Url url = parsed("HTTPS://chefs.example:8443/app?x=1");

  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.host, "chefs.example");
  EXPECT_EQ(url.port, "8443");
  EXPECT_EQ(url.path, "/app?x=1");
  EXPECT_EQ(authority_of(url), "chefs.example:8443");
}

TEST(Url, NeedsNoMoreThanAHost) {
  const Url url = parsed("h");

  EXPECT_EQ(url.scheme, "");
  EXPECT_EQ(url.port, "");
  EXPECT_EQ(url.path, "/");
  EXPECT_EQ(authority_of(url), "h");
}

TEST(Url, TakesAnIpv6HostInBrackets) {
  EXPECT_EQ(parsed("ws://[::1]:8888").host, "::1");
  EXPECT_EQ(authority_of(parsed("ws://[::1]:8888")), "[::1]:8888");
  EXPECT_EQ(parsed("ws://[::1]/p").path, "/p");
}

TEST(Url, SaysWhatIsWrongWithTheText) {
  EXPECT_THAT(fault_of("ws://"), HasSubstr("names no host"));
  EXPECT_THAT(fault_of("ws://h:"), HasSubstr("host:port"));
  EXPECT_THAT(fault_of("ws://h:0"), HasSubstr("1-65535"));
  EXPECT_THAT(fault_of("ws://h:65536"), HasSubstr("1-65535"));
  EXPECT_THAT(fault_of("ws://h:8x"), HasSubstr("1-65535"));
  EXPECT_THAT(fault_of("ws://[::1"), HasSubstr("host:port"));
  EXPECT_THAT(fault_of("ws://h h:1"), HasSubstr("white space"));
}

TEST(Url, DoesNotRepeatAPassword) {
  EXPECT_THAT(fault_of("ws://user:hunter2@h:1"), Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace chefs::base
