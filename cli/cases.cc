// `chefs-mock cases`: the catalogue of the suites, to read.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/help.h"
#include "cli/suite_data.h"
#include "cli/usage_error.h"
#include "cli/verbs.h"
#include "consumer-kit/conformance/case_pages.h"
#include "consumer-kit/conformance/decryptor_suite.h"

namespace chefs::cli {
namespace {

using namespace conformance;

struct ListOptions {
  std::vector<std::string> only;
  bool as_json = false;
  bool as_markdown = false;
};

struct ExplainOptions {
  std::string id;
  bool as_json = false;
};

int list(const ListOptions& options, Process& process) {
  const DecryptorSuite suite = load_decryptor_suite(decryptor_suite_folder());
  if (options.as_markdown) {
    const KillMatrix kills = load_kill_matrix(
        decryptor_suite_folder() / "kills.json", suite.catalogue);
    process.out.text(cases_as_markdown(suite.catalogue, kills));
    return kOk;
  }
  Selection selection;
  selection.only = options.only;
  SelectedCases selected;
  try {
    selected =
        select_decryptor_cases(suite.catalogue.cases, selection, Level::kMay);
  } catch (const EmptySelection& error) {
    throw UsageError(error.what());
  }
  if (!options.as_json) {
    process.out.text(cases_as_list(suite.catalogue, selected.cases));
    return kOk;
  }
  for (const DecryptorCase& asked : selected.cases)
    process.out.json_line(case_as_json(asked));
  return kOk;
}

int explain(const ExplainOptions& options, Process& process) {
  const DecryptorSuite suite = load_decryptor_suite(decryptor_suite_folder());
  // A check's id explains its case.
  const std::string id = options.id.substr(0, options.id.find(':'));
  const auto found =
      std::ranges::find(suite.catalogue.cases, id,
                        [](const DecryptorCase& c) { return c.info.id; });
  if (found == suite.catalogue.cases.end())
    throw UsageError(fmt::format(
        "there is no case '{}'; `chefs-mock cases list` shows their ids", id));
  if (options.as_json)
    process.out.json_line(case_as_json(*found));
  else
    process.out.text(case_explained(suite.catalogue, *found));
  return kOk;
}

void add_list(CLI::App& cases, Chosen& chosen) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* verb = cases.add_subcommand("list", "Every case, a line each.");
  verb->add_option("--only", options->only,
                   "Only the cases whose id fits: a pattern with * and ?.")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  CLI::Option* json =
      verb->add_flag("--json", options->as_json, "One JSON object a case.");
  verb->add_flag("--markdown", options->as_markdown,
                 "All of them as the page docs/cases.md.")
      ->excludes(json);
  verb->footer(examples(
      {{"chefs-mock cases list --only 'decrypt.key.*'", "one group"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) { return list(*options, process); };
  });
}

void add_explain(CLI::App& cases, Chosen& chosen) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* verb = cases.add_subcommand(
      "explain", "What a case asks, what its failure means, how to fix it.");
  verb->add_option("id", options->id, "The case's id.")
      ->required()
      ->type_name("ID");
  verb->add_flag("--json", options->as_json, "One JSON object.");
  verb->footer(
      examples({{"chefs-mock cases explain decrypt.key.hex-text", ""}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) { return explain(*options, process); };
  });
}

}  // namespace

void add_cases(CLI::App& app, Chosen& chosen) {
  CLI::App* cases =
      app.add_subcommand("cases", "Read the catalogue of what the suites ask.");
  cases->require_subcommand(1);
  add_list(*cases, chosen);
  add_explain(*cases, chosen);
}

}  // namespace chefs::cli
