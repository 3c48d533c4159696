// The nats-server program on this machine: where it is, its version, and what
// that version can do. Not its process (nats_server.h).
// Source: NATS documentation, "JetStream, Consumers" (filter_subjects, 2.10).
#pragma once

#include <compare>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::producer {

struct ServerVersion {
  int major = 0;
  int minor = 0;
  int patch = 0;

  auto operator<=>(const ServerVersion&) const = default;
};

std::string to_string(const ServerVersion& version);
// From what `nats-server --version` prints: "nats-server: v2.10.27".
std::optional<ServerVersion> parse_server_version(std::string_view text);

// Before it, consumers are created through other API subjects than those that
// the accounts of CHEFS permit.
inline constexpr ServerVersion kOldestServerVersion{2, 9, 0};
inline constexpr ServerVersion kSeveralFiltersSince{2, 10, 0};

struct NatsServerBinary {
  std::filesystem::path path;
  ServerVersion version;

  bool takes_several_filters() const { return version >= kSeveralFiltersSince; }
};

// The given path if it is not empty, else the variable NATS_SERVER, else PATH
// and the folders for system programs. Throws EnvironmentError, with what was
// tried, if there is none or it is older than kOldestServerVersion.
NatsServerBinary find_nats_server(const std::filesystem::path& given);

}  // namespace chefs::producer
