// The options of `publish`, as typed, checked where one alone can be wrong.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/cli11.h"
#include "contract/json.h"
#include "contract/profile.h"
#include "producer/event/load_plan.h"
#include "producer/generator/clock.h"

namespace chefs::cli {

struct PublishOptions {
  // What: a scenario, or generated occurrences.
  std::string scenario;
  std::optional<std::uint64_t> count;
  std::optional<double> rate;
  std::optional<std::uint64_t> forms;
  std::optional<producer::Mix> mix;
  std::optional<std::int64_t> size_bytes;
  std::vector<std::string> sources;
  bool only_private = false;
  bool only_public = false;
  std::optional<contract::Json> form_metadata;

  std::optional<std::string> profile_name;
  std::optional<std::uint64_t> seed;
  std::optional<producer::Instant> now;
  bool unchecked = false;
  std::optional<std::int64_t> max_msg_size_bytes;

  // Where to.
  std::string server;
  std::filesystem::path nkey_file;
  std::filesystem::path ca_file;
  std::filesystem::path env_file;
  // How fast: threads that seal, and salts that are used in turn.
  std::optional<std::size_t> jobs;
  std::optional<std::size_t> salt_pool;
  std::optional<std::chrono::milliseconds> ack_timeout;
  std::optional<std::chrono::milliseconds> reconnect_timeout;

  // What is told.
  std::filesystem::path write_env_file;
  bool list = false;
  bool as_json = false;
};

void add_publish_options(CLI::App& verb, PublishOptions& options);

// Throws UsageError if options that exclude each other were given, or neither
// a scenario nor a count.
void require_sensible(const PublishOptions& options);

}  // namespace chefs::cli
