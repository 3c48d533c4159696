#include "producer/server/env_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "contract/environment.h"
#include "contract/js_json.h"
#include "contract/json.h"
#include "contract/stream_limits.h"

namespace chefs::producer {
namespace {

namespace env = contract::env;

std::string as_json(const std::map<std::string, contract::Secret>& secrets) {
  contract::Json object = contract::Json::object();
  for (const auto& [name, secret] : secrets) {
    object[name] = std::string(secret.reveal());
  }
  return contract::stringify(object);
}

bool means_itself_in_a_shell(char c) {
  constexpr std::string_view kPlain = "_-./:,@%+=";
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         kPlain.find(c) != std::string_view::npos;
}

// Inside single quotes every character means itself but the quote, which has
// to be put outside.
std::string shell_quoted(std::string_view value) {
  if (std::all_of(value.begin(), value.end(), means_itself_in_a_shell)) {
    return std::string(value);
  }
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

void add_secrets(const EnvValues& values, Variables& variables) {
  variables.emplace_back(env::kEncryptionKey, values.encryption_key.reveal());
  if (!values.encryption_keys.empty()) {
    variables.emplace_back(env::kEncryptionKeys,
                           as_json(values.encryption_keys));
  }
  if (!values.api_url.empty()) {
    variables.emplace_back(env::kChefsApiUrl, values.api_url);
  }
  if (values.api_url.empty() && values.api_keys.empty()) return;
  variables.emplace_back(env::kChefsApiKeys, as_json(values.api_keys));
}

std::string servers_text(const Broker& broker, const EnvValues& values) {
  std::vector<std::string> urls = values.servers;
  if (urls.empty()) {
    for (const BrokerAddress& address : broker.addresses()) {
      urls.push_back(address.websocket_url);
    }
  }
  return fmt::format("{}", fmt::join(urls, ","));
}

}  // namespace

Variables consumer_variables(const Broker& broker, std::size_t consumer,
                             const EnvValues& values) {
  const contract::UserNkey& nkey = broker.accounts().consumers.at(consumer);
  Variables variables = {
      {env::kServers, servers_text(broker, values)},
      {env::kWebsockets, "true"},
      {env::kDurableName, fmt::format("local-consumer-{}", consumer + 1)},
      {env::kSource, values.source},
      {env::kNkeyUser, nkey.public_key()},
      {env::kNkeySeed, std::string(nkey.seed().reveal())},
      {env::kStreamName, std::string(contract::kStreamName)},
  };
  const auto& ca_file =
      values.servers.empty() ? broker.address().ca_file : values.ca_file;
  if (!ca_file.empty()) {
    variables.emplace_back(env::kCaFile, ca_file.string());
    variables.emplace_back(env::kNodeExtraCaCerts, ca_file.string());
  }
  add_secrets(values, variables);
  return variables;
}

Variables run_variables(const EnvValues& values) {
  Variables variables = {{env::kSource, values.source}};
  add_secrets(values, variables);
  return variables;
}

std::string render_variables(const Variables& variables) {
  std::string text;
  for (const auto& [name, value] : variables) {
    text += fmt::format("{}={}\n", name, shell_quoted(value));
  }
  return text;
}

std::string render_env_file(const Variables& variables) {
  return "# A consumer of the local CHEFS stream: set -a; . this file; set "
         "+a\n" +
         render_variables(variables);
}

}  // namespace chefs::producer
