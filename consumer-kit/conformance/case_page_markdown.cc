#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/case_group.h"
#include "consumer-kit/conformance/case_pages.h"
#include "consumer-kit/conformance/decryptor_suite.h"
#include "consumer-kit/conformance/digest.h"

namespace chefs::conformance {
namespace {

std::string code_list(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words)
    out += fmt::format("{}`{}`", out.empty() ? "" : ", ", word);
  return out;
}

// GitHub's rule for the anchor of a heading that is one id in backquotes.
std::string anchor_of(std::string id) {
  std::erase(id, '.');
  return id;
}

std::string intro(const DecryptorCatalogue& catalogue) {
  std::size_t checks = 0;
  for (const DecryptorCase& asked : catalogue.cases)
    checks += asked.checks.size();
  return fmt::format(
      "# The decryptor suite's cases\n\n"
      "Made by `chefs-mock cases list --markdown` from `scenarios/decryptor/`; "
      "do not edit.\n\n"
      "{} cases with {} checks, {} wrong decryptors that they catch. Digest of "
      "the case set:\n`{}`.\n\n"
      "A case is one requirement; its checks are the inputs that it is tried "
      "with. `must` follows from the\ndocumented contract, `should` is what a "
      "sound decryptor does, `may` is good to have. How a\nprogram is asked: "
      "[decryptor-adapters.md](decryptor-adapters.md).\n\n",
      catalogue.cases.size(), checks, catalogue.mutants.mutants.size(),
      case_set_digest(infos_of(catalogue.cases)));
}

std::string group_index(const DecryptorCatalogue& catalogue) {
  std::string out = "| group | cases | about |\n|---|---|---|\n";
  for (const CaseGroup& group : catalogue.groups) {
    const auto count =
        std::ranges::count_if(catalogue.cases, [&](const DecryptorCase& c) {
          return name_in_group(group_of(c.info.id)) == group.name;
        });
    out += fmt::format("| [{0}](#{0}) | {1} | {2} |\n", group.name, count,
                       group.title);
  }
  return out + "\n";
}

std::string case_text(const DecryptorCase& asked) {
  const CaseInfo& info = asked.info;
  std::vector<std::string> accept;
  std::vector<std::string> reject;
  for (const DecryptorCheck& check : asked.checks)
    (check.expectation == Expectation::kAccept ? accept : reject)
        .push_back(check.name);
  std::string out =
      fmt::format("### `{}`\n\n**{}** ({}). {}\n\n", info.id, info.title,
                  to_string(info.level), info.requirement);
  out += fmt::format("- If it fails: {}\n- Fix: {}\n", info.meaning, info.fix);
  if (!accept.empty())
    out += fmt::format("- To accept: {}\n", code_list(accept));
  if (!reject.empty())
    out += fmt::format("- To reject: {}\n", code_list(reject));
  out +=
      fmt::format("- Catches: {}\n- Flags: {}\n- Source: {}\n\n",
                  code_list(info.mutants), code_list(info.flags), info.source);
  return out;
}

std::vector<std::string> cases_naming(const DecryptorCatalogue& catalogue,
                                      const std::string& mutant) {
  std::vector<std::string> ids;
  for (const DecryptorCase& asked : catalogue.cases)
    if (std::ranges::find(asked.info.mutants, mutant) !=
        asked.info.mutants.end())
      ids.push_back(asked.info.id);
  return ids;
}

std::string matrix(const KillMatrix& kills,
                   const DecryptorCatalogue& catalogue) {
  return "## The kill matrix\n\n"
         "As measured by the project's own tests, which fail when it is not so "
         "any more. A row for each wrong\ndecryptor, a column for each case in "
         "the order of this page: `#` is the case that is there for it, `x`\n"
         "another that it fails by an answer wrong in itself, `.` one that it "
         "passes or fails for want of\nproof alone. The groups' names are cut "
         "to their columns.\n\n```text\n" +
         kill_matrix_as_text(kills, catalogue) + "```\n\n";
}

std::string wrong_decryptors(const DecryptorCatalogue& catalogue) {
  std::string out =
      "## Wrong decryptors and what catches them\n\n"
      "Each is built and run by the project's own tests: the first case named "
      "must fail it, every other\none does too, and each case above fails all "
      "that it names.\n\n"
      "| wrong decryptor | what it does | caught by |\n|---|---|---|\n";
  for (const Mutant& mutant : catalogue.mutants.mutants) {
    std::vector<std::string> ids = cases_naming(catalogue, mutant.name);
    std::stable_partition(ids.begin(), ids.end(), [&](const std::string& id) {
      return id == mutant.killed_by;
    });
    std::string links;
    for (const std::string& id : ids)
      links += fmt::format("{}[`{}`](#{})", links.empty() ? "" : ", ", id,
                           anchor_of(id));
    out +=
        fmt::format("| `{}` | {} | {} |\n", mutant.name, mutant.mistake, links);
  }
  out +=
      "\nPrograms that do not decrypt at all earn no pass anywhere and never "
      "end with exit code 0:\n\n";
  for (const NullAdapter& null : catalogue.mutants.null_adapters)
    out += fmt::format("- `{}`: {}\n", null.name, null.mistake);
  return out;
}

}  // namespace

std::string cases_as_markdown(const DecryptorCatalogue& catalogue,
                              const KillMatrix& kills) {
  std::string out = intro(catalogue) + group_index(catalogue);
  for (const CaseGroup& group : catalogue.groups) {
    out += fmt::format("## {}\n\n{}.\n\n", group.name, group.title);
    for (const DecryptorCase& asked : catalogue.cases)
      if (name_in_group(group_of(asked.info.id)) == group.name)
        out += case_text(asked);
  }
  return out + matrix(kills, catalogue) + wrong_decryptors(catalogue);
}

}  // namespace chefs::conformance
