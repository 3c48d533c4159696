#include "producer/server/accounts.h"

#include <fmt/format.h>
#include <string.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <string>

#include "base/environment_error.h"
#include "contract/secret.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using contract::NkeyFault;
using contract::UserNkey;

// Far more than a seed and its white space.
constexpr std::size_t kMaxFileBytes = 4'096;

contract::Secret read_secret(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxFileBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (!file.eof() && file.fail())) {
    throw EnvironmentError(fmt::format("cannot read the NKey file {}: {}",
                                       path.string(), ::strerror(errno)));
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  contract::Secret secret(text);
  contract::wipe(text);
  return secret;
}

UserNkey from_file_or_new(const std::filesystem::path& path,
                          contract::RandomSource& random) {
  // Taken in either case, so that a file for one account leaves the others as
  // they would be without it.
  UserNkey made = UserNkey::create(random);
  return path.empty() ? made : read_nkey_file(path);
}

}  // namespace

UserNkey read_nkey_file(const std::filesystem::path& path) {
  const contract::Secret seed = read_secret(path);
  auto read = UserNkey::from_seed(seed.reveal());
  if (const auto* fault = std::get_if<NkeyFault>(&read)) {
    throw EnvironmentError(fmt::format("cannot use the NKey file {}: {}",
                                       path.string(), fault->text));
  }
  return std::get<UserNkey>(std::move(read));
}

BrokerAccounts make_accounts(const AccountsWanted& wanted,
                             contract::RandomSource& random) {
  UserNkey admin = UserNkey::create(random);
  UserNkey system = UserNkey::create(random);
  UserNkey producer = from_file_or_new(wanted.producer_nkey_file, random);
  std::vector<UserNkey> consumers;
  consumers.push_back(from_file_or_new(wanted.consumer_nkey_file, random));
  for (int i = 1; i < wanted.consumers; ++i) {
    consumers.push_back(UserNkey::create(random));
  }
  return {std::move(admin), std::move(producer), std::move(system),
          std::move(consumers)};
}

}  // namespace chefs::producer
