#include "producer/server/nats_server_binary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::HasSubstr;
using tests::TemporaryFolder;

// The variables by which a server is found, put back afterwards.
class FindNatsServer : public ::testing::Test {
 protected:
  FindNatsServer()
      : path_(value_of("PATH")), nats_server_(value_of("NATS_SERVER")) {
    ::unsetenv("NATS_SERVER");
  }
  ~FindNatsServer() override {
    ::setenv("PATH", path_.c_str(), 1);
    ::unsetenv("NATS_SERVER");
    if (!nats_server_.empty()) {
      ::setenv("NATS_SERVER", nats_server_.c_str(), 1);
    }
  }

  std::filesystem::path server_that_prints(std::string_view name,
                                           const std::string& text) {
    tests::write_script(folder_ / name,
                        "#!/bin/sh\nprintf '%s\\n' '" + text + "'\n");
    return folder_ / name;
  }

  static std::string error_of(const std::filesystem::path& given) {
    try {
      find_nats_server(given);
    } catch (const EnvironmentError& error) {
      return error.what();
    }
    return "found";
  }

  const TemporaryFolder folder_;

 private:
  static std::string value_of(const char* name) {
    const char* value = ::getenv(name);
    return value == nullptr ? "" : value;
  }

  std::string path_;
  std::string nats_server_;
};

TEST(ServerVersion, IsReadFromWhatTheServerPrints) {
  EXPECT_EQ(parse_server_version("nats-server: v2.9.10\n"),
            (ServerVersion{2, 9, 10}));
  EXPECT_EQ(parse_server_version("nats-server: v2.11.0-RC.1"),
            (ServerVersion{2, 11, 0}));
}

TEST(ServerVersion, IsNotReadFromAnythingElse) {
  EXPECT_EQ(parse_server_version(""), std::nullopt);
  EXPECT_EQ(parse_server_version("nats-server: 2.9.10"), std::nullopt);
  EXPECT_EQ(parse_server_version("redis-server v7.0.1"), std::nullopt);
}

TEST(ServerVersion, IsComparedByNumberNotByText) {
  EXPECT_GT((ServerVersion{2, 10, 0}), (ServerVersion{2, 9, 25}));
}

TEST_F(FindNatsServer, PrefersTheOneThatIsGiven) {
  const auto given = server_that_prints("given", "nats-server: v2.10.1");
  ::setenv("NATS_SERVER", "/no/such/server", 1);

  const NatsServerBinary found = find_nats_server(given);

  EXPECT_EQ(found.path, given);
  EXPECT_EQ(to_string(found.version), "2.10.1");
}

TEST_F(FindNatsServer, TakesTheVariableBeforePath) {
  const auto named = server_that_prints("named", "nats-server: v2.9.25");
  ::setenv("NATS_SERVER", named.c_str(), 1);

  EXPECT_EQ(find_nats_server({}).path, named);
}

TEST_F(FindNatsServer, LooksInPath) {
  const auto in_path =
      server_that_prints("nats-server", "nats-server: v2.10.27");
  ::setenv("PATH", (folder_.path().string() + ":/usr/bin:/bin").c_str(), 1);

  EXPECT_EQ(find_nats_server({}).path, in_path);
}

TEST_F(FindNatsServer, KnowsWhichVersionsTakeSeveralFilters) {
  const auto old = server_that_prints("old", "nats-server: v2.9.25");
  const auto current = server_that_prints("current", "nats-server: v2.10.0");

  EXPECT_FALSE(find_nats_server(old).takes_several_filters());
  EXPECT_TRUE(find_nats_server(current).takes_several_filters());
}

TEST_F(FindNatsServer, RefusesOneThatIsTooOld) {
  const auto old = server_that_prints("old", "nats-server: v2.8.4");

  EXPECT_THAT(error_of(old),
              AllOf(HasSubstr(old.string()), HasSubstr("nats-server 2.8.4"),
                    HasSubstr("2.9.0 or newer is needed"),
                    HasSubstr("--nats-server PATH")));
}

TEST_F(FindNatsServer, RefusesAProgramThatIsNoNatsServer) {
  const auto other = server_that_prints("other", "redis-server v7");

  EXPECT_THAT(error_of(other), HasSubstr("prints no version of nats-server"));
}

TEST_F(FindNatsServer, SaysWhatWasTriedWhenAPathHoldsNone) {
  EXPECT_THAT(error_of("/no/such/server"),
              AllOf(HasSubstr("--nats-server names /no/such/server"),
                    HasSubstr("apt install nats-server")));
}

TEST_F(FindNatsServer, SaysWhatWasTriedWhenTheVariableIsWrong) {
  ::setenv("NATS_SERVER", "/no/such/server", 1);

  EXPECT_THAT(error_of({}), HasSubstr("NATS_SERVER names /no/such/server"));
}

}  // namespace
}  // namespace chefs::producer
