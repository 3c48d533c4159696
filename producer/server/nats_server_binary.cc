#include "producer/server/nats_server_binary.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <regex>
#include <vector>

#include "base/child_process.h"
#include "base/environment_error.h"
#include "base/find_program.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;

constexpr std::chrono::seconds kVersionDeadline{10};

constexpr const char* kHowToGetIt =
    "install one (Debian: apt install nats-server), or name one with "
    "--nats-server PATH or NATS_SERVER";

// Debian puts it where only root's PATH looks.
const std::vector<std::filesystem::path>& system_folders() {
  static const std::vector<std::filesystem::path> folders = {
      "/usr/local/sbin", "/usr/sbin", "/usr/local/bin"};
  return folders;
}

std::filesystem::path located(const std::filesystem::path& named,
                              std::string_view by) {
  if (const auto found = find_program(named)) return *found;
  throw EnvironmentError(
      fmt::format("cannot find nats-server: {} names {}, and no program is "
                  "there; {}",
                  by, named.string(), kHowToGetIt));
}

std::filesystem::path locate(const std::filesystem::path& given) {
  if (!given.empty()) return located(given, "--nats-server");
  const char* variable = std::getenv("NATS_SERVER");
  if (variable != nullptr && *variable != '\0') {
    return located(variable, "NATS_SERVER");
  }
  if (const auto found = find_program("nats-server", system_folders())) {
    return *found;
  }
  throw EnvironmentError(
      fmt::format("cannot find nats-server: --nats-server and NATS_SERVER are "
                  "not set, and it is in no folder of PATH nor in "
                  "/usr/sbin; {}",
                  kHowToGetIt));
}

std::string version_text(const std::filesystem::path& program) {
  ChildProcess child({.program = program,
                      .arguments = {"--version"},
                      .output = Piped{},
                      .error = Discarded{}});
  if (!child.wait_for(kVersionDeadline)) {
    child.send_signal(SIGKILL);
    throw EnvironmentError(
        fmt::format("cannot use {}: it does not answer --version within {} s",
                    program.string(), kVersionDeadline.count()));
  }
  const auto output = child.take_output();
  std::array<char, 256> text{};
  const ssize_t length = ::read(output.get(), text.data(), text.size());
  return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
}

}  // namespace

std::string to_string(const ServerVersion& version) {
  return fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
}

std::optional<ServerVersion> parse_server_version(std::string_view text) {
  static const std::regex pattern(
      R"(nats-server: v(\d{1,4})\.(\d{1,4})\.(\d{1,4}))");
  std::match_results<std::string_view::const_iterator> parts;
  if (!std::regex_search(text.begin(), text.end(), parts, pattern)) return {};
  return ServerVersion{std::stoi(parts[1]), std::stoi(parts[2]),
                       std::stoi(parts[3])};
}

NatsServerBinary find_nats_server(const std::filesystem::path& given) {
  const std::filesystem::path path = locate(given);
  const std::string text = version_text(path);
  const auto version = parse_server_version(text);
  if (!version) {
    throw EnvironmentError(fmt::format(
        "cannot use {}: --version prints no version of nats-server; {}",
        path.string(), kHowToGetIt));
  }
  if (*version < kOldestServerVersion) {
    throw EnvironmentError(fmt::format(
        "cannot use {}: it is nats-server {}, and {} or newer is needed; {}",
        path.string(), to_string(*version), to_string(kOldestServerVersion),
        kHowToGetIt));
  }
  return {path, *version};
}

}  // namespace chefs::producer
