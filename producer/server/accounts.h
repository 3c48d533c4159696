// Who may connect to the local server: one admin, one producer, any number of
// consumers, and the server's own system account. NKeys made on the spot or
// read from files; the permissions are in server_config.h.
// Why: docs/decisions/0022.
#pragma once

#include <filesystem>
#include <vector>

#include "contract/nkey.h"
#include "contract/random_source.h"

namespace chefs::producer {

struct AccountsWanted {
  int consumers = 1;
  // Seeds that are used in place of new ones. The consumer's is the first's.
  std::filesystem::path producer_nkey_file = {};
  std::filesystem::path consumer_nkey_file = {};
};

struct BrokerAccounts {
  contract::UserNkey admin;
  contract::UserNkey producer;
  contract::UserNkey system;
  std::vector<contract::UserNkey> consumers;
};

// The same random bytes give the same accounts. Throws EnvironmentError if a
// file cannot be used.
BrokerAccounts make_accounts(const AccountsWanted& wanted,
                             contract::RandomSource& random);

// A user's seed, alone in a file. Throws EnvironmentError with the fault, never
// with any part of the seed.
contract::UserNkey read_nkey_file(const std::filesystem::path& path);

}  // namespace chefs::producer
