#include "producer/server/tls_authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using tests::run_program;
using tests::TemporaryFolder;

const auto kNow = std::chrono::system_clock::now();

std::string text_of(const std::filesystem::path& certificate) {
  return run_program({.argv = {"openssl", "x509", "-noout", "-text", "-in",
                               certificate.string()}})
      .out;
}

tests::Finished verified(const TlsFiles& files,
                         const std::vector<std::string>& what_for) {
  std::vector<std::string> argv = {
      "openssl",   "verify",  "-x509_strict",   "-purpose",
      "sslserver", "-CAfile", files.ca.string()};
  argv.insert(argv.end(), what_for.begin(), what_for.end());
  argv.push_back(files.certificate.string());
  return run_program({.argv = argv});
}

TEST(TlsAuthority, VouchesForEveryNameOfThisMachine) {
  const TemporaryFolder folder;
  const TlsFiles files = make_tls_files(folder.path(), {}, kNow);

  for (const auto& what_for :
       std::vector<std::vector<std::string>>{{"-verify_hostname", "localhost"},
                                             {"-verify_ip", "127.0.0.1"},
                                             {"-verify_ip", "::1"}}) {
    const tests::Finished run = verified(files, what_for);
    EXPECT_EQ(run.exit_code, 0) << what_for.back() << run.out << run.err;
  }
}

TEST(TlsAuthority, VouchesForHostsThatAreAskedFor) {
  const TemporaryFolder folder;
  const TlsFiles files =
      make_tls_files(folder.path(), {"192.0.2.7", "build.example"}, kNow);

  EXPECT_EQ(verified(files, {"-verify_ip", "192.0.2.7"}).exit_code, 0);
  EXPECT_EQ(verified(files, {"-verify_hostname", "build.example"}).exit_code,
            0);
}

TEST(TlsAuthority, VouchesForNoOtherHost) {
  const TemporaryFolder folder;
  const TlsFiles files = make_tls_files(folder.path(), {}, kNow);

  EXPECT_NE(verified(files, {"-verify_hostname", "example.org"}).exit_code, 0);
}

TEST(TlsAuthority, IsNotTrustedByAnothersClients) {
  const TemporaryFolder folder;
  const TemporaryFolder other_folder;
  TlsFiles files = make_tls_files(folder.path(), {}, kNow);
  files.ca = make_tls_files(other_folder.path(), {}, kNow).ca;

  EXPECT_NE(verified(files, {"-verify_hostname", "localhost"}).exit_code, 0);
}

TEST(TlsAuthority, IsValidForAYear) {
  const TemporaryFolder folder;
  const auto made = std::chrono::sys_days{std::chrono::year{2031} / 5 / 17};

  const TlsFiles files = make_tls_files(folder.path(), {}, made);

  EXPECT_THAT(text_of(files.certificate),
              AllOf(HasSubstr("Not Before: May 16 23:00:00 2031 GMT"),
                    HasSubstr("Not After : May 16 00:00:00 2032 GMT")));
}

TEST(TlsAuthority, MaySignNothingButServers) {
  const TemporaryFolder folder;
  const TlsFiles files = make_tls_files(folder.path(), {}, kNow);

  EXPECT_THAT(text_of(files.ca),
              AllOf(HasSubstr("CA:TRUE, pathlen:0"),
                    HasSubstr("Certificate Sign, CRL Sign")));
  EXPECT_THAT(text_of(files.certificate),
              AllOf(HasSubstr("CA:FALSE"), HasSubstr("prime256v1"),
                    HasSubstr("TLS Web Server Authentication")));
}

TEST(TlsAuthority, KeepsTheKeyPrivate) {
  const TemporaryFolder folder;

  const TlsFiles files = make_tls_files(folder.path(), {}, kNow);

  EXPECT_EQ(
      std::filesystem::status(files.key).permissions(),
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace
}  // namespace chefs::producer
