#include "cli/consume/consume_settings.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/read_file.h"
#include "base/text.h"
#include "base/utc_time.h"
#include "cli/consume/variables.h"
#include "cli/usage_error.h"
#include "contract/environment.h"
#include "contract/subject.h"

namespace chefs::cli {
namespace {

namespace env = contract::env;
using consumer::ConsumerOptions;
using contract::UserNkey;

constexpr const char* kDefaultDurable = "chefs-mock-consume";

// "a, b" → a, b
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto item = base::trimmed(text.substr(0, comma));
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(comma == std::string_view::npos ? text.size()
                                                       : comma + 1);
  }
  return items;
}

// What was typed, or else the variable.
std::vector<std::string> list_of(const std::vector<std::string>& typed,
                                 const Variables& variables, const char* name) {
  if (typed.empty()) return split(variables.find(name).value_or(""));
  std::vector<std::string> items;
  for (const auto& text : typed) {
    for (auto& item : split(text)) items.push_back(std::move(item));
  }
  return items;
}

std::string text_of(const std::string& typed, const Variables& variables,
                    const char* name) {
  return typed.empty() ? variables.find(name).value_or("") : typed;
}

bool is_no(const std::string& text) {
  return text == "false" || text == "0" || text == "no" || text == "off";
}

std::vector<std::string> servers_of(const ConsumeOptions& options,
                                    const Variables& variables) {
  auto servers = list_of(options.servers, variables, env::kServers);
  if (servers.empty()) {
    throw UsageError(
        "no server: set SERVERS, or give --servers, or --env-file with the "
        "file that `chefs-mock up` names");
  }
  // An address without a scheme is what WEBSOCKETS says.
  if (!is_no(variables.find(env::kWebsockets).value_or("true"))) return servers;
  for (auto& server : servers) {
    if (server.find("://") == std::string::npos) {
      server.insert(0, "nats://");
    }
  }
  return servers;
}

UserNkey parse_seed(std::string_view text, const std::string& origin) {
  auto read = UserNkey::from_seed(text);
  if (const auto* fault = std::get_if<contract::NkeyFault>(&read)) {
    throw UsageError(
        fmt::format("{} is no seed of a user: {}", origin, fault->text));
  }
  return std::get<UserNkey>(std::move(read));
}

std::optional<UserNkey> nkey_of(const ConsumeOptions& options,
                                const Variables& variables) {
  if (!options.nkey_file.empty()) {
    std::string text = base::read_file(options.nkey_file, "NKey file");
    auto nkey = parse_seed(text, "the NKey file " + options.nkey_file.string());
    contract::wipe(text);
    return nkey;
  }
  const auto seed = variables.find_secret(env::kNkeySeed);
  if (!seed) return std::nullopt;
  auto nkey = parse_seed(seed->reveal(), env::kNkeySeed);
  const auto user = variables.find(env::kNkeyUser);
  if (user && *user != nkey.public_key()) {
    throw UsageError(fmt::format("NKEY_USER is {}, but NKEY_SEED belongs to {}",
                                 *user, nkey.public_key()));
  }
  return nkey;
}

void add_keys(consumer::KeyRing& keys, std::string text,
              const std::string& origin) {
  const auto fault = keys.add_json(text, origin);
  contract::wipe(text);
  if (fault) throw UsageError(*fault);
}

consumer::KeyRing keys_of(const ConsumeOptions& options,
                          const Variables& variables) {
  consumer::KeyRing keys;
  if (auto key = variables.find_secret(env::kEncryptionKey)) {
    keys.set_for_all(std::move(*key));
  }
  if (auto text = variables.find(env::kEncryptionKeys)) {
    add_keys(keys, std::move(*text), env::kEncryptionKeys);
  }
  if (!options.keys_file.empty()) {
    add_keys(keys, base::read_file(options.keys_file, "key file"),
             "the key file " + options.keys_file.string());
  }
  return keys;
}

std::optional<consumer::RecoveryOptions> recovery_of(
    const ConsumeOptions& options, const Variables& variables) {
  const auto url = text_of(options.api_url, variables, env::kChefsApiUrl);
  if (options.no_recover || url.empty()) return std::nullopt;
  consumer::RecoveryOptions recovery;
  recovery.api_url = url;
  if (auto text = variables.find(env::kChefsApiKeys)) {
    add_keys(recovery.api_keys, std::move(*text), env::kChefsApiKeys);
  }
  return recovery;
}

std::vector<std::string> filters_of(const ConsumeOptions& options,
                                    const Variables& variables) {
  auto filters = list_of(options.filters, variables, env::kFilterSubjects);
  for (const auto& filter : filters) {
    if (contract::is_valid_filter(filter)) continue;
    throw UsageError(fmt::format(
        "\"{}\" is no filter: tokens are separated by dots, * stands for one "
        "token, > for the rest",
        filter));
  }
  return filters;
}

std::uint64_t parse_sequence(const std::string& text) {
  const auto value = base::whole_number<std::uint64_t>(text);
  if (value.value_or(0) == 0) {
    throw UsageError(fmt::format(
        "START_SEQUENCE is \"{}\"; a sequence is a number from 1", text));
  }
  return *value;
}

consumer::Start parse_start_time(const std::string& text) {
  const auto time = base::parse_utc(text);
  if (!time) {
    throw UsageError(fmt::format(
        "\"{}\" is no time to start from; give it like 2026-11-24T06:50:16Z",
        text));
  }
  return consumer::FromTime{*time};
}

std::optional<consumer::Start> start_of(const ConsumeOptions& options,
                                        const Variables& variables) {
  if (options.from_sequence) {
    return consumer::FromSequence{*options.from_sequence};
  }
  if (!options.from_time.empty()) return parse_start_time(options.from_time);
  if (const auto text = variables.find(env::kStartSequence)) {
    return consumer::FromSequence{parse_sequence(*text)};
  }
  if (const auto text = variables.find(env::kStartTime)) {
    return parse_start_time(*text);
  }
  return std::nullopt;
}

// Nothing if the variable is not set.
std::optional<std::chrono::milliseconds> ack_wait_of(
    const Variables& variables) {
  const auto text = variables.find(env::kAckWaitMs);
  if (!text) return std::nullopt;
  const auto value = base::whole_number<std::int64_t>(*text);
  if (value.value_or(0) < 1) {
    throw UsageError(fmt::format(
        "ACK_WAIT_MS is \"{}\"; it is a number of milliseconds from 1", *text));
  }
  return std::chrono::milliseconds(*value);
}

consumer::DurableSpec durable_of(const ConsumeOptions& options,
                                 const Variables& variables) {
  consumer::DurableSpec durable;
  durable.name = text_of(options.durable, variables, env::kDurableName);
  if (durable.name.empty()) durable.name = kDefaultDurable;
  if (const auto why = consumer::why_bad_durable_name(durable.name)) {
    throw UsageError(*why);
  }
  durable.filters = filters_of(options, variables);
  durable.start = start_of(options, variables);
  if (const auto ack_wait = ack_wait_of(variables)) {
    durable.ack_wait = *ack_wait;
  }
  return durable;
}

}  // namespace

ConsumerOptions consumer_options(const ConsumeOptions& options) {
  const Variables variables =
      options.env_file.empty() ? Variables() : Variables(options.env_file);
  ConsumerOptions made;
  made.link.servers = servers_of(options, variables);
  made.link.nkey = nkey_of(options, variables);
  made.link.ca_file =
      text_of(options.ca_file.string(), variables, env::kCaFile);
  if (const auto stream = variables.find(env::kStreamName)) {
    made.stream = *stream;
  }
  made.durable = durable_of(options, variables);
  if (options.recreate) made.existing = consumer::WhatExists::kReplace;
  if (!options.any_source) {
    const auto sources = list_of(options.sources, variables, env::kSource);
    made.rules.sources = {sources.begin(), sources.end()};
  }
  made.rules.keys = keys_of(options, variables);
  made.recovery = recovery_of(options, variables);
  if (made.recovery) made.recovery->ca_file = made.link.ca_file;
  made.batch = options.batch;
  if (options.patience) {
    made.start_patience = made.loss_patience = *options.patience;
  }
  return made;
}

}  // namespace chefs::cli
