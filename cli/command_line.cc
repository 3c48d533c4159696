#include "cli/command_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "cli/help.h"
#include "cli/system_limits.h"
#include "cli/usage_error.h"
#include "cli/verbs.h"

namespace chefs::cli {
namespace {

constexpr const char* kDescription =
    "A local CHEFS event stream, and the tools to build and prove its "
    "consumers.";

// The verb that was typed, with its own verb if it has one: "up",
// "conform decryptor". Empty if there was none.
std::string typed_verb(const CLI::App& app) {
  std::string words;
  const CLI::App* level = &app;
  while (!level->get_subcommands().empty()) {
    level = level->get_subcommands().front();
    words += " " + level->get_name();
  }
  return words;
}

// What a verb did not take, in the order in which it was typed: CLI11 has it
// from the end.
std::string unexpected(const CLI::App& verb,
                       const std::vector<std::string>& words) {
  std::vector<std::string> left = verb.remaining();
  std::ranges::stable_sort(left, std::ranges::less(), [&](const auto& word) {
    return std::ranges::find(words, word) - words.begin();
  });
  return fmt::format("nothing takes {}", fmt::join(left, " "));
}

// A word that stands before -- is taken for the command, and then those behind
// it are too many. Empty if there is none.
std::string stray_before_dashes(const CLI::App& verb,
                                const std::vector<std::string>& words) {
  const CLI::Option* command = verb.get_option_no_throw("command");
  const auto dashes = std::ranges::find(words, "--");
  if (!command || command->results().empty() || dashes == words.end() ||
      std::find(words.begin(), dashes, command->results().front()) == dashes)
    return {};
  return fmt::format(
      "'{}' belongs to no option; the command and its arguments come after --, "
      "and nothing else stands before it but options and their values",
      command->results().front());
}

// CLI11 calls a verb that it does not know a missing one.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& end,
                          const std::vector<std::string>& words) {
  const CLI::App* level = &app;
  while (!level->get_subcommands().empty()) {
    level = level->get_subcommands().front();
  }
  const std::vector<std::string> left = level->remaining();
  const bool lacks_verb = level->get_require_subcommand_min() > 0;
  if (lacks_verb && left.empty()) return "give a verb";
  if (lacks_verb) return fmt::format("there is no verb '{}'", left.front());
  if (dynamic_cast<const CLI::ExtrasError*>(&end) == nullptr) return end.what();
  const std::string stray = stray_before_dashes(*level, words);
  return stray.empty() ? unexpected(*level, words) : stray;
}

// --help, --version and mistakes all arrive as exceptions of CLI11.
int answer_parse_end(const CLI::App& app, const CLI::ParseError& end,
                     const std::vector<std::string>& words, Process& process) {
  if (dynamic_cast<const CLI::CallForHelp*>(&end) != nullptr) {
    process.out.text(app.help());
    return kOk;
  }
  if (dynamic_cast<const CLI::CallForVersion*>(&end) != nullptr) {
    process.out.line(end.what());
    return kOk;
  }
  const std::string verb = typed_verb(app);
  process.err.line(
      fmt::format("chefs-mock{}: {}", verb, what_is_wrong(app, end, words)));
  process.err.line(fmt::format("chefs-mock{} --help shows the options.", verb));
  return kUsage;
}

int parse_and_run(int argc, const char* const* argv, Process& process) {
  CLI::App app(kDescription, "chefs-mock");
  app.formatter(help_formatter());
  app.set_version_flag("--version", "chefs-mock " CHEFS_MOCK_VERSION);
  app.require_subcommand(1);
  Chosen chosen;
  add_verbs(app, chosen);
  const std::vector<std::string> words =
      with_options_repeated({argv + 1, argv + argc});
  try {
    // CLI11 wants them from the end.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& end) {
    return answer_parse_end(app, end, words, process);
  }
  try {
    return chosen(process);
  } catch (const UsageError& error) {
    const std::string verb = typed_verb(app);
    process.err.line(fmt::format("chefs-mock{}: {}", verb, error.what()));
    return kUsage;
  }
}

bool may_be_repeated(std::string_view word) {
  constexpr std::array kRepeated{"--only", "--skip", "--flag", "--report"};
  return std::ranges::find(kRepeated, word) != kRepeated.end();
}

}  // namespace

std::vector<std::string> with_options_repeated(std::vector<std::string> words) {
  const auto dashes = std::ranges::find(words, "--");
  if (dashes == words.end()) return words;
  std::vector<std::string> repeated;
  std::string option;
  bool has_value = false;
  for (auto word = words.begin(); word != dashes; ++word) {
    if (word->starts_with('-')) {
      option = may_be_repeated(*word) ? *word : std::string();
      has_value = false;
    } else if (!option.empty()) {
      if (has_value) repeated.push_back(option);
      has_value = true;
    }
    repeated.push_back(*word);
  }
  repeated.insert(repeated.end(), dashes, words.end());
  return repeated;
}

int run_command_line(int argc, const char* const* argv, Process& process) {
  try {
    return parse_and_run(argc, argv, process);
  } catch (const OutputClosed&) {
    return kOutputClosed;
  } catch (const std::exception& error) {
    try {
      process.err.line(
          fmt::format("chefs-mock: {}", with_advice(error.what())));
    } catch (const std::exception&) {
      // Standard error is gone as well: nobody is left to tell.
    }
    return kEnvironment;
  }
}

}  // namespace chefs::cli
