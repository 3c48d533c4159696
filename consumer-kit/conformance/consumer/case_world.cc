#include "consumer-kit/conformance/consumer/case_world.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "contract/environment.h"
#include "contract/hex.h"
#include "contract/js_json.h"
#include "contract/json.h"
#include "contract/stream_limits.h"

namespace chefs::conformance {
namespace {

namespace env = contract::env;
using contract::Json;
using contract::Secret;

constexpr std::size_t kCanaryBytes = 12;

std::uint64_t seed_of(std::uint64_t run_seed, const std::string& case_id) {
  return contract::SeededRandom(run_seed, case_id).below(1ULL << 53);
}

std::string make_canary(contract::RandomSource& random) {
  std::array<std::byte, kCanaryBytes> bytes{};
  random.fill(bytes);
  return "canary-" + contract::to_hex(bytes);
}

// No hex, and not the same in small letters.
Secret typed_key(std::uint64_t seed) {
  const Secret made = producer::generated_key(seed, "typed");
  return Secret(
      fmt::format("The Key of {}", std::string(made.reveal()).substr(0, 24)));
}

std::array<producer::Form, 2> make_forms(producer::FormFactory& factory,
                                         std::uint64_t seed,
                                         const CaseSetup& setup) {
  const auto made = [&](const std::string& name, const std::string& key) {
    producer::FormSettings settings;
    settings.source = setup.source;
    settings.encryption_key = setup.keys == CaseKeys::kTyped && name == "form 1"
                                  ? typed_key(seed)
                                  : producer::generated_key(seed, key);
    return factory.make_form({.name = name, .settings = std::move(settings)});
  };
  return {
      made("form 1", "form 1"),
      made("form 2", setup.keys == CaseKeys::kShared ? "form 1" : "form 2")};
}

std::string revealed(const Secret& secret) {
  return std::string(secret.reveal());
}

void set_keys(std::map<std::string, std::string>& variables,
              const CaseWorld& world, CaseKeys given) {
  const Secret& first = world.forms[0].settings->encryption_key;
  variables[env::kEncryptionKey] = revealed(first);
  if (given == CaseKeys::kShared) return;
  Json keys = Json::object();
  keys[world.forms[0].id()] =
      revealed(given == CaseKeys::kRotated ? world.rotated_key : first);
  if (given != CaseKeys::kOneMissing)
    keys[world.forms[1].id()] =
        revealed(world.forms[1].settings->encryption_key);
  variables[env::kEncryptionKeys] = contract::stringify(keys);
}

std::string api_keys_of(const CaseWorld& world) {
  Json keys = Json::object();
  for (const producer::Form& form : world.forms)
    keys[form.id()] = revealed(form.api_key);
  return contract::stringify(keys);
}

}  // namespace

std::string durable_of(const ConsumerCase& asked) {
  std::string name = asked.info.id;
  std::ranges::replace(name, '.', '-');
  return name;
}

CaseWorld::CaseWorld(const ConsumerCase& asked, std::uint64_t run_seed)
    : seed(seed_of(run_seed, asked.info.id)),
      random(seed, "case"),
      clock(producer::kFixedEpoch, std::chrono::milliseconds(250)),
      factory(seed, clock),
      forms(make_forms(factory, seed, asked.setup)),
      rotated_key(producer::generated_key(seed, "rotated")),
      other_key(producer::generated_key(seed, "other")),
      stranger(contract::UserNkey::create(random)),
      canary(make_canary(random)) {}

std::string CaseWorld::filled_in(std::string text) const {
  for (int number = 1; number <= 2; ++number) {
    const std::string word = fmt::format("{{form{}}}", number);
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;)
      text.replace(at, word.size(), form(number).id());
  }
  return text;
}

std::map<std::string, std::string> program_environment(
    const ConsumerCase& asked, const CaseWorld& world, const CasePlaces& places,
    const GivenSettings& given) {
  const bool is_own = given.credentials == CaseCredentials::kOwn;
  const contract::UserNkey& nkey = is_own ? places.consumer : world.stranger;
  const CaseSetup& setup = asked.setup;
  std::map<std::string, std::string> variables = {
      {env::kServers, fmt::format("{}", fmt::join(places.servers, ","))},
      {env::kWebsockets, places.transport == "nats" ? "false" : "true"},
      {env::kDurableName, durable_of(asked)},
      {env::kEncryptionKey, ""},
      {env::kEncryptionKeys, ""},
      {env::kSource, given.source},
      {env::kNkeyUser, nkey.public_key()},
      {env::kNkeySeed, revealed(nkey.seed())},
      {env::kStreamName, std::string(contract::kStreamName)},
      {env::kFilterSubjects, fmt::format("{}", fmt::join(given.filters, ","))},
      {env::kStartSequence,
       setup.start_sequence ? std::to_string(*setup.start_sequence) : ""},
      {env::kStartTime, places.start_time},
      {env::kAckWaitMs,
       setup.ack_wait ? std::to_string(setup.ack_wait->count()) : ""},
      {env::kChefsApiUrl, places.api_url},
      {env::kChefsApiTimeoutMs,
       setup.api_timeout ? std::to_string(setup.api_timeout->count()) : ""},
      {env::kChefsApiKeys, api_keys_of(world)},
      {env::kNodeExtraCaCerts, places.ca_file},
      {env::kCaFile, places.ca_file}};
  set_keys(variables, world, given.keys);
  return variables;
}

std::vector<WatchedSecret> secrets_of(const CaseWorld& world,
                                      const contract::UserNkey& consumer) {
  std::vector<WatchedSecret> secrets = {
      {"the NKey seed", consumer.seed()},
      {"the NKey seed", world.stranger.seed()},
      {"a form's key", world.rotated_key},
      {"a plaintext", Secret(world.canary)}};
  for (const producer::Form& form : world.forms) {
    secrets.push_back({"a form's key", form.settings->encryption_key});
    secrets.push_back({"an API key", form.api_key});
  }
  return secrets;
}

}  // namespace chefs::conformance
