#include "cli/publish/publish_target.h"

#include <cstdlib>
#include <filesystem>

#include "cli/lookup.h"
#include "contract/environment.h"
#include "contract/stream_limits.h"
#include "producer/server/accounts.h"
#include "producer/server/local_stream.h"

namespace chefs::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultSource = "chefs-local";

PublishTarget local_target(const fs::path& env_file) {
  const producer::LocalStream stream = producer::read_local_stream(env_file);
  PublishTarget target;
  target.url = stream.nats_url;
  target.nkey = producer::read_nkey_file(stream.nkey_file);
  target.profile = stream.profile;
  target.source = stream.source;
  target.encryption_key = stream.encryption_key;
  target.max_msg_size_bytes = stream.max_msg_size_bytes;
  target.api = {.url = stream.api_url, .token = stream.api_token};
  return target;
}

// ENCRYPTION_KEY of the environment is the consumers', if it is set.
PublishTarget named_target(const PublishOptions& options) {
  PublishTarget target;
  target.url = options.server;
  if (!options.nkey_file.empty()) {
    target.nkey = producer::read_nkey_file(options.nkey_file);
  }
  target.source = kDefaultSource;
  if (const char* key = std::getenv(contract::env::kEncryptionKey)) {
    target.encryption_key = contract::Secret(key);
  }
  target.max_msg_size_bytes = contract::kDeployedLimits.max_msg_size_bytes;
  return target;
}

}  // namespace

PublishTarget find_target(const PublishOptions& options) {
  PublishTarget target =
      !options.server.empty()
          ? named_target(options)
          : local_target(options.env_file.empty() ? find_running_stream()
                                                  : options.env_file);
  target.max_msg_size_bytes =
      options.max_msg_size_bytes.value_or(target.max_msg_size_bytes);
  return target;
}

}  // namespace chefs::cli
