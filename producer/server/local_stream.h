// How a second process publishes to a stream that `up` runs: the file that up
// leaves in its run folder, and finding the one that is running.
// The file names the producer's NKey file and holds the consumers' key, so it
// has mode 0600.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "contract/profile.h"
#include "contract/secret.h"

namespace chefs::producer {

// In the run's folder.
inline constexpr const char* kProducerEnvFile = "producer.env";

struct LocalStream {
  std::string nats_url;
  std::filesystem::path nkey_file;
  contract::Profile profile = contract::Profile::kDocumented;
  // The consumers' SOURCE and ENCRYPTION_KEY.
  std::string source;
  contract::Secret encryption_key;
  std::int64_t max_msg_size_bytes = 0;
  // Where submissions are handed in for the recovery API, and by what token.
  std::string api_url;
  contract::Secret api_token;
};

void write_local_stream(const std::filesystem::path& file,
                        const LocalStream& stream);

// Throws EnvironmentError if the file cannot be read or lacks a variable.
LocalStream read_local_stream(const std::filesystem::path& file);

// The files of the runs that this user has going; `temporary_parent` as
// RunFolder takes it.
std::vector<std::filesystem::path> running_local_streams(
    const std::filesystem::path& temporary_parent);

}  // namespace chefs::producer
