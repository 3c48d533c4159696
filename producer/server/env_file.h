// The environment of a consumer of the local stream, and the file that holds
// it: `set -a; . FILE; set +a` in any POSIX shell sets it.
// Names: contract/environment.h.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "contract/nkey.h"
#include "contract/secret.h"
#include "producer/server/broker.h"

namespace chefs::producer {

// What does not follow from the broker but from what will be published on it.
struct EnvValues {
  // Events of other sources are not the consumer's.
  std::string source = "chefs-local";
  // Of all forms of that source, unless `encryption_keys` has the form's own.
  contract::Secret encryption_key;
  // Form id → key. Empty: no variable.
  std::map<std::string, contract::Secret> encryption_keys;
  // The API from which oversize submissions are downloaded. Empty: none.
  std::string api_url;
  // In place of the broker's own WebSocket addresses, and what must be trusted
  // to use them. Empty: the broker's own.
  std::vector<std::string> servers = {};
  std::filesystem::path ca_file = {};
  // Form id → API key.
  std::map<std::string, contract::Secret> api_keys;
};

using Variables = std::vector<std::pair<std::string, std::string>>;

// `consumer` is the index of an account of the broker.
Variables consumer_variables(const Broker& broker, std::size_t consumer,
                             const EnvValues& values);

// The part of them that says nothing of a server: source, keys, API keys.
Variables run_variables(const EnvValues& values);

// NAME=value lines, quoted for a POSIX shell where need be.
std::string render_variables(const Variables& variables);

// The same after a line that says how to use it.
std::string render_env_file(const Variables& variables);

}  // namespace chefs::producer
