// `chefs-mock cases`: the catalogue of the suites, to read.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>

#include "cli/conform/conform_consumer.h"
#include "cli/conform/conform_decryptor.h"
#include "cli/help.h"
#include "cli/usage_error.h"
#include "cli/verbs.h"
#include "consumer-kit/conformance/catalogue/case_pages.h"
#include "consumer-kit/conformance/suite/selection.h"
#include "contract/json.h"

namespace chefs::cli {
namespace {

using namespace conformance;

constexpr const char* kDecryptor = "decryptor";
constexpr const char* kConsumer = "consumer";

struct ListOptions {
  // Empty: both.
  std::string suite;
  std::vector<std::string> only;
  bool as_json = false;
};

struct ExplainOptions {
  std::string id;
  bool as_json = false;
};

std::vector<CaseIndex> load_indexes(const std::string& suite) {
  std::vector<CaseIndex> indexes;
  if (suite != kConsumer)
    indexes.push_back(
        index_of(load_decryptor_catalogue(decryptor_suite_folder())));
  if (suite != kDecryptor)
    indexes.push_back(
        index_of(load_consumer_catalogue(consumer_suite_folder())));
  return indexes;
}

struct IndexSelection {
  const CaseIndex* index;
  std::vector<std::size_t> cases;
};

// A pattern need fit the cases of one suite only.
std::vector<IndexSelection> select(const std::vector<CaseIndex>& indexes,
                                   const Selection& selection) {
  std::vector<CaseInfo> all;
  for (const CaseIndex& index : indexes)
    std::ranges::copy(infos_of(index.cases), std::back_inserter(all));
  std::vector<std::size_t> chosen;
  try {
    chosen = select_cases(all, selection);
  } catch (const EmptySelection& error) {
    throw UsageError(error.what());
  }
  std::vector<IndexSelection> selected;
  std::size_t first = 0;
  for (const CaseIndex& index : indexes) {
    IndexSelection of_index{&index, {}};
    for (const std::size_t number : chosen)
      if (number >= first && number < first + index.cases.size())
        of_index.cases.push_back(number - first);
    if (!of_index.cases.empty()) selected.push_back(std::move(of_index));
    first += index.cases.size();
  }
  return selected;
}

int list(const ListOptions& options, Process& process) {
  const std::vector<CaseIndex> indexes = load_indexes(options.suite);
  Selection selection;
  selection.only = options.only;
  const char* separator = "";
  for (const auto& [index, cases] : select(indexes, selection)) {
    if (!options.as_json) {
      process.out.text(separator + cases_as_list(*index, cases));
      separator = "\n";
      continue;
    }
    for (const std::size_t number : cases)
      process.out.json_line(case_as_json(*index, index->cases[number]));
  }
  return kOk;
}

int explain(const ExplainOptions& options, Process& process) {
  // A check's id explains its case.
  const std::string id = options.id.substr(0, options.id.find(':'));
  for (const CaseIndex& index : load_indexes("")) {
    const auto found = std::ranges::find(
        index.cases, id, [](const IndexedCase& c) { return c.info.id; });
    if (found == index.cases.end()) continue;
    if (options.as_json)
      process.out.json_line(case_as_json(index, *found));
    else
      process.out.text(case_explained(index, *found));
    return kOk;
  }
  throw UsageError(fmt::format(
      "there is no case '{}'; `chefs-mock cases list` shows their ids", id));
}

void add_list(CLI::App& cases, Chosen& chosen) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* verb = cases.add_subcommand("list", "Every case, a line each.");
  verb->add_option("--suite", options->suite, "Only the cases of one suite.")
      ->check(CLI::IsMember(std::vector<std::string>{kDecryptor, kConsumer}))
      ->type_name("SUITE");
  verb->add_option("--only", options->only,
                   "Only the cases whose id fits: a pattern with * and ?.")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  verb->add_flag("--json", options->as_json, "One JSON object a case.");
  verb->footer(
      examples({{"chefs-mock cases list --only 'decrypt.key.*'", "one group"},
                {"chefs-mock cases list --suite consumer", "one suite"}}));
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
