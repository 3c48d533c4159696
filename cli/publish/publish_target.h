// Where `publish` publishes to, and what it must know of the place: the stream
// that an `up` runs, or any server that was named.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/publish/publish_options.h"
#include "contract/nkey.h"
#include "contract/profile.h"
#include "contract/secret.h"
#include "producer/api/recovery_client.h"

namespace chefs::cli {

struct PublishTarget {
  std::string url;
  std::optional<contract::UserNkey> nkey;
  contract::Profile profile = contract::Profile::kDocumented;
  std::string source;
  // Empty: made from the seed.
  contract::Secret encryption_key;
  std::int64_t max_msg_size_bytes = 0;
  // Empty: no recovery API is served there.
  producer::RecoveryApiAccess api;
};

// Throws UsageError if it cannot be told which of several `up` is meant,
// EnvironmentError if none runs or a file cannot be used.
PublishTarget find_target(const PublishOptions& options);

}  // namespace chefs::cli
