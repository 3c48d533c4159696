// The options of `consume` as they are typed. What they come to, together with
// the variables behind them: consume_settings.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/cli11.h"

namespace chefs::cli {

struct ConsumeOptions {
  std::filesystem::path env_file;
  std::vector<std::string> servers;
  std::filesystem::path nkey_file;
  std::filesystem::path ca_file;
  std::string durable;
  bool recreate = false;
  std::vector<std::string> filters;
  std::optional<std::uint64_t> from_sequence;
  std::string from_time;
  int batch = 32;
  std::vector<std::string> sources;
  bool any_source = false;
  std::filesystem::path keys_file;
  std::string api_url;
  bool no_recover = false;
  std::optional<std::uint64_t> count;
  bool until_idle = false;
  std::optional<std::chrono::milliseconds> run_for;
  std::optional<std::chrono::milliseconds> patience;
  bool strict = false;
  bool show_payload = false;
  bool quiet = false;
  bool as_json = false;

  // There is a point at which the work is done.
  bool has_an_end() const { return count || until_idle || run_for; }
};

void add_consume_options(CLI::App& verb, ConsumeOptions& options);

}  // namespace chefs::cli
