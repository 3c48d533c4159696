#include "producer/server/cluster.h"

#include <fmt/format.h>

#include <array>

#include "base/environment_error.h"
#include "base/nats_connection.h"
#include "base/nats_handles.h"
#include "contract/hex.h"
#include "contract/stream_limits.h"

namespace chefs::producer {
namespace {

// The first and the last host of a block are not used, by custom.
constexpr std::uint64_t kHostsInABlock = 254;
constexpr std::int64_t kLeaderWaitMs = 1'000;
constexpr std::size_t kPasswordBytes = 16;

using AccountInfoHandle = base::Handle<jsAccountInfo, jsAccountInfo_Destroy>;

std::string random_host(contract::RandomSource& random) {
  // 127.0.0.0/16 is left to what is usual there.
  return fmt::format("127.{}.{}.{}", 1 + random.below(kHostsInABlock),
                     random.below(kHostsInABlock),
                     1 + random.below(kHostsInABlock));
}

contract::Secret random_password(contract::RandomSource& random) {
  std::array<std::byte, kPasswordBytes> bytes{};
  random.fill(bytes);
  return contract::Secret(contract::to_hex(bytes));
}

// Without one, consumers can be neither made nor looked up; the server that
// led the stream may have been it.
bool has_meta_leader(jsCtx* jetstream) {
  jsAccountInfo* info = nullptr;
  const natsStatus status =
      js_GetAccountInfo(&info, jetstream, nullptr, nullptr);
  const AccountInfoHandle owner(info);
  return status == NATS_OK;
}

}  // namespace

std::string cluster_server_name(std::size_t index) {
  return fmt::format("chefs-mock-{}", index + 1);
}

std::vector<ClusterConfig> plan_cluster(std::size_t servers,
                                        contract::RandomSource& random) {
  std::vector<std::string> hosts;
  for (std::size_t i = 0; i < servers; ++i) {
    hosts.push_back(random_host(random));
  }
  const contract::Secret password = random_password(random);
  std::vector<ClusterConfig> out;
  for (const std::string& host : hosts) {
    out.push_back({.host = host, .hosts = hosts, .password = password});
  }
  return out;
}

std::optional<std::string> ask_for_leader(const std::string& nats_url,
                                          const contract::UserNkey& admin) {
  try {
    const base::NatsConnection connection(
        {.url = nats_url, .name = "chefs-mock leader", .nkey = admin});
    jsOptions wait;
    jsOptions_Init(&wait);
    wait.Wait = kLeaderWaitMs;
    const base::JetStreamHandle jetstream = connection.jetstream(&wait);
    if (!has_meta_leader(jetstream.get())) return std::nullopt;
    jsStreamInfo* info = nullptr;
    const std::string name(contract::kStreamName);
    js_GetStreamInfo(&info, jetstream.get(), name.c_str(), nullptr, nullptr);
    const base::StreamInfoHandle owner(info);
    if (info == nullptr || info->Cluster == nullptr ||
        info->Cluster->Leader == nullptr || *info->Cluster->Leader == '\0') {
      return std::nullopt;
    }
    return info->Cluster->Leader;
  } catch (const base::EnvironmentError&) {
    return std::nullopt;
  }
}

}  // namespace chefs::producer
