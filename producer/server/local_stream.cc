#include "producer/server/local_stream.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/environment_error.h"
#include "base/text.h"
#include "contract/environment.h"
#include "producer/server/env_file.h"
#include "producer/server/env_text.h"
#include "producer/server/private_file.h"
#include "producer/server/run_folder.h"

namespace chefs::producer {
namespace {

namespace fs = std::filesystem;
namespace env = contract::env;
using base::EnvironmentError;

constexpr const char* kUrl = "CHEFS_MOCK_NATS_URL";
constexpr const char* kNkeyFile = "CHEFS_MOCK_NKEY_FILE";
constexpr const char* kProfile = "CHEFS_MOCK_PROFILE";
constexpr const char* kMaxMsgSize = "CHEFS_MOCK_MAX_MSG_SIZE";
constexpr const char* kApiToken = "CHEFS_MOCK_API_TOKEN";

const std::string& required(const VariableMap& variables, const char* name,
                            const fs::path& file) {
  const auto found = variables.find(name);
  if (found != variables.end() && !found->second.empty()) return found->second;
  throw EnvironmentError(fmt::format(
      "{} has no {}: it is not the {} that up leaves for publishers",
      file.string(), name, kProducerEnvFile));
}

std::int64_t number(const std::string& text, const fs::path& file) {
  if (const auto value = base::whole_number<std::int64_t>(text)) return *value;
  throw EnvironmentError(
      fmt::format("{} in {} is no number", kMaxMsgSize, file.string()));
}

contract::Profile profile(const std::string& word, const fs::path& file) {
  if (const auto parsed = contract::parse_profile(word)) return *parsed;
  throw EnvironmentError(
      fmt::format("{} in {} is no profile", kProfile, file.string()));
}

}  // namespace

void write_local_stream(const fs::path& file, const LocalStream& stream) {
  Variables variables = {
      {kUrl, stream.nats_url},
      {kNkeyFile, stream.nkey_file.string()},
      {kProfile, std::string(to_string(stream.profile))},
      {kMaxMsgSize, std::to_string(stream.max_msg_size_bytes)},
      {env::kSource, stream.source},
      {env::kEncryptionKey, std::string(stream.encryption_key.reveal())},
      {env::kChefsApiUrl, stream.api_url},
      {kApiToken, std::string(stream.api_token.reveal())}};
  write_private_file(file, "# For chefs-mock publish --env-file\n" +
                               render_variables(variables));
}

LocalStream read_local_stream(const fs::path& file) {
  const VariableMap variables = read_env_file(file);
  LocalStream stream;
  stream.nats_url = required(variables, kUrl, file);
  stream.nkey_file = required(variables, kNkeyFile, file);
  stream.profile = profile(required(variables, kProfile, file), file);
  stream.max_msg_size_bytes =
      number(required(variables, kMaxMsgSize, file), file);
  stream.source = required(variables, env::kSource, file);
  stream.encryption_key =
      contract::Secret(required(variables, env::kEncryptionKey, file));
  stream.api_url = required(variables, env::kChefsApiUrl, file);
  stream.api_token = contract::Secret(required(variables, kApiToken, file));
  return stream;
}

std::vector<fs::path> running_local_streams(const fs::path& temporary_parent) {
  std::vector<fs::path> files;
  for (const fs::path& run : running_runs(temporary_parent)) {
    if (fs::exists(run / kProducerEnvFile)) {
      files.push_back(run / kProducerEnvFile);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace chefs::producer
