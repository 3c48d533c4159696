// What every suite's verb takes: which cases, how, and where the results go.
// Not what only one suite has, e.g. the decryptor's adapter.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/cli11.h"
#include "consumer-kit/conformance/suite/selection.h"

namespace chefs::cli {

struct ConformOptions {
  conformance::Selection selection;
  unsigned jobs = 0;
  double patience = 1.0;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> reports;
  std::filesystem::path bundles;
  std::filesystem::path expect_failures;
  std::filesystem::path write_baseline;
  bool is_strict = false;
  bool as_json = false;
  // After `--`.
  std::vector<std::string> command;

  // The highest level that counts.
  conformance::Level counted() const;
};

void add_conform_options(CLI::App& verb, ConformOptions& options);
// The command after `--`, which some verbs can do without.
CLI::Option* add_command_words(CLI::App& verb,
                               std::vector<std::string>& command);

}  // namespace chefs::cli
