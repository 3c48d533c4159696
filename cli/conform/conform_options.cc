#include "cli/conform/conform_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

namespace chefs::cli {

using conformance::Level;

Level ConformOptions::counted() const {
  return selection.level.value_or(Level::kShould);
}

namespace {

void add_selection(CLI::App& verb, ConformOptions& options) {
  verb.add_option("--only", options.selection.only,
                  "Run only the cases whose id fits: a pattern with * and ?. "
                  "Several before a --, or given again.")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  verb.add_option("--skip", options.selection.skip,
                  "Omit the cases whose id fits. May be given again.")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  verb.add_option("--flag", options.selection.flags,
                  "Run only the cases with this flag. May be given again.")
      ->type_name("FLAG")
      ->allow_extra_args(false);
  verb.add_option_function<std::string>(
          "--level",
          [&options](const std::string& word) {
            options.selection.level = conformance::parse_level(word);
          },
          "Run the cases up to this level, and count them all. Without it "
          "every case is run, and must and should count.")
      ->check(CLI::IsMember({"must", "should", "may"}))
      ->type_name("must|should|may");
}

void add_running(CLI::App& verb, ConformOptions& options) {
  options.jobs = std::max(1u, std::jthread::hardware_concurrency());
  verb.add_option("--jobs", options.jobs, "Cases at a time.")
      ->check(CLI::Range(1u, 256u))
      ->type_name("N")
      ->capture_default_str();
  verb.add_option("--patience", options.patience,
                  "Multiply every deadline by this, on a slow machine.")
      ->check(CLI::Range(0.001, 1000.0))
      ->type_name("FACTOR");
  verb.add_option("--seed", options.seed,
                  "Number from which the run's own random texts are made. "
                  "Every report tells it; give it again to repeat the run.")
      ->type_name("N");
}

void add_results(CLI::App& verb, ConformOptions& options) {
  verb.add_option("--report", options.reports,
                  "Write a report: json=FILE, junit=FILE, html=FILE, or "
                  "badge=FILE (.svg an image, .json a shields.io endpoint). "
                  "Several before a --, or given again.")
      ->type_name("FORM=FILE")
      ->allow_extra_args(false);
  verb.add_option("--bundles", options.bundles,
                  "Write a bundle for each case that did not pass, for "
                  "`chefs-mock replay`.")
      ->type_name("DIR");
  verb.add_option("--expect-failures", options.expect_failures,
                  "File with the ids of known failures. One that passes, or "
                  "is not there, is an error as well.")
      ->type_name("FILE");
  verb.add_option("--write-baseline", options.write_baseline,
                  "Write such a file from this run.")
      ->type_name("FILE");
  verb.add_flag("--strict", options.is_strict,
                "Exit with 1 as well if a case that counts could not be "
                "judged, e.g. for want of report lines.");
  verb.add_flag("--json", options.as_json,
                "The report as one line of JSON on standard output.");
}

}  // namespace

void add_conform_options(CLI::App& verb, ConformOptions& options) {
  add_selection(verb, options);
  add_running(verb, options);
  add_results(verb, options);
}

CLI::Option* add_command_words(CLI::App& verb,
                               std::vector<std::string>& command) {
  return verb
      .add_option("command", command,
                  "After --: the program under test and its arguments.")
      ->type_name("CMD...");
}

}  // namespace chefs::cli
