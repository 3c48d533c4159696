// What makes several nats-servers one cluster: names, and how they reach each
// other; and which of them leads the stream. Not the servers themselves
// (broker.h has them).
// Source: NATS documentation, "Clustering" and "JetStream Clustering".
// Why: docs/decisions/0090.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "contract/nkey.h"
#include "contract/random_source.h"
#include "contract/secret.h"

namespace chefs::producer {

// Of one server.
struct ClusterConfig {
  // Where it listens for the others: an address of its own in 127.0.0.0/8.
  std::string host;
  // All of them, its own too.
  std::vector<std::string> hosts;
  // Of the routes between them; it stands in the configuration file only.
  contract::Secret password;
};

inline constexpr int kRoutePort = 6222;

// "chefs-mock-2"; one server alone is "chefs-mock".
std::string cluster_server_name(std::size_t index);

// The routes of so many servers. Their addresses are random, so that clusters
// side by side have the same port and are not in each other's way.
std::vector<ClusterConfig> plan_cluster(std::size_t servers,
                                        contract::RandomSource& random);

// The name of the server that leads the stream, as the server at that URL has
// it. Nothing if it does not answer, or if the stream or the cluster as a whole
// has no leader.
std::optional<std::string> ask_for_leader(const std::string& nats_url,
                                          const contract::UserNkey& admin);

}  // namespace chefs::producer
