#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/catalogue/case_pages.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/digest.h"

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

std::string digest_of(const CaseIndex& index) {
  return case_set_digest(infos_of(index.cases));
}

std::size_t checks_of(const CaseIndex& index) {
  std::size_t checks = 0;
  for (const IndexedCase& test_case : index.cases)
    checks += test_case.checks.size();
  return checks;
}

std::string decryptor_intro(const CaseIndex& index) {
  return fmt::format(
      "# The decryptor suite's cases\n\n"
      "Made by `chefs-mock cases list --markdown` from `scenarios/decryptor/`; "
      "do not edit.\nThose of the consumer suite: "
      "[consumer-cases.md](consumer-cases.md).\n\n"
      "{} cases with {} checks, {} wrong decryptors that they catch. Digest of "
      "the case set:\n`{}`.\n\n"
      "A case is one requirement; its checks are the inputs that it is tried "
      "with. `must` follows from the\ndocumented contract, `should` is what a "
      "sound decryptor does, `may` is good to have. How a\nprogram is asked: "
      "[decryptor-adapters.md](decryptor-adapters.md).\n\n",
      index.cases.size(), checks_of(index), index.mutants.mutants.size(),
      digest_of(index));
}

std::string consumer_intro(const CaseIndex& index) {
  return fmt::format(
      "# The consumer suite's cases\n\n"
      "Made by `chefs-mock cases list --markdown --suite consumer` from "
      "`scenarios/consumer/`; do not edit.\n\n"
      "{} cases with {} checks, {} wrong consumers that they catch. Digest of "
      "the case set:\n`{}`.\n\n"
      "A case is one requirement, played with a server and a stream of its "
      "own; its checks are what must\nbe seen. `must` follows from the "
      "published page or from NATS itself, `should` is what a sound\nconsumer "
      "does and why, `may` is good to have. A check that needs report lines is "
      "`unsupported`\nfor a consumer that prints none. How a case is written: "
      "[writing-a-case.md](writing-a-case.md).\n\n",
      index.cases.size(), checks_of(index), index.mutants.mutants.size(),
      digest_of(index));
}

std::string group_index(const CaseIndex& index) {
  std::string out = "| group | cases | about |\n|---|---|---|\n";
  for (const CaseGroup& group : index.groups) {
    const auto count =
        std::ranges::count_if(index.cases, [&](const IndexedCase& c) {
          return name_in_group(group_of(c.info.id)) == group.name;
        });
    out += fmt::format("| [{0}](#{0}) | {1} | {2} |\n", group.name, count,
                       group.title);
  }
  return out + "\n";
}

// Of a decryptor's case: the names of the inputs, by what is asked of them.
std::string inputs_of(const IndexedCase& test_case) {
  std::vector<std::string> accept;
  std::vector<std::string> reject;
  for (const IndexedCheck& check : test_case.checks)
    (check.expected == "accept" ? accept : reject).push_back(check.name);
  std::string out;
  if (!accept.empty())
    out += fmt::format("- To accept: {}\n", code_list(accept));
  if (!reject.empty())
    out += fmt::format("- To reject: {}\n", code_list(reject));
  return out;
}

// Of a consumer's case: what must be seen.
std::string rules_of(const IndexedCase& test_case) {
  std::string out;
  for (const IndexedCheck& check : test_case.checks)
    out += fmt::format("- `{}`: the consumer {}\n", check.name, check.words);
  return out;
}

std::string case_text(const CaseIndex& index, const IndexedCase& test_case) {
  const CaseInfo& info = test_case.info;
  return fmt::format("### `{}`\n\n**{}** ({}). {}\n\n", info.id, info.title,
                     to_string(info.level), info.requirement) +
         fmt::format("- If it fails: {}\n- Fix: {}\n", info.meaning, info.fix) +
         (index.suite == "consumer" ? rules_of(test_case)
                                    : inputs_of(test_case)) +
         fmt::format("- Catches: {}\n- Flags: {}\n- Source: {}\n\n",
                     code_list(info.mutants), code_list(info.flags),
                     info.source);
}

std::string all_cases(const CaseIndex& index) {
  std::string out;
  for (const CaseGroup& group : index.groups) {
    out += fmt::format("## {}\n\n{}.\n\n", group.name, group.title);
    for (const IndexedCase& test_case : index.cases)
      if (name_in_group(group_of(test_case.info.id)) == group.name)
        out += case_text(index, test_case);
  }
  return out;
}

std::vector<std::string> cases_naming(const CaseIndex& index,
                                      const std::string& mutant) {
  std::vector<std::string> ids;
  for (const IndexedCase& test_case : index.cases)
    if (std::ranges::find(test_case.info.mutants, mutant) !=
        test_case.info.mutants.end())
      ids.push_back(test_case.info.id);
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

std::string wrong_ones(const CaseIndex& index) {
  std::string out = fmt::format(
      "## Wrong {0}s and what catches them\n\n"
      "Each is built and run by the project's own tests: the first case named "
      "must fail it, every other\none does too, and each case above fails all "
      "that it names.\n\n"
      "| wrong {0} | what it does | caught by |\n|---|---|---|\n",
      index.suite);
  for (const Mutant& mutant : index.mutants.mutants) {
    std::vector<std::string> ids = cases_naming(index, mutant.name);
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
  return out;
}

std::string null_ones(const CaseIndex& index, std::string_view words) {
  std::string out = fmt::format("\n{}:\n\n", words);
  for (const NullAdapter& null : index.mutants.null_adapters)
    out += fmt::format("- `{}`: {}\n", null.name, null.mistake);
  return out;
}

}  // namespace

std::string cases_as_markdown(const DecryptorCatalogue& catalogue,
                              const KillMatrix& kills) {
  const CaseIndex index = index_of(catalogue);
  return decryptor_intro(index) + group_index(index) + all_cases(index) +
         matrix(kills, catalogue) + wrong_ones(index) +
         null_ones(index,
                   "Programs that do not decrypt at all earn no pass anywhere "
                   "and never end with exit code 0");
}

std::string cases_as_markdown(const ConsumerCatalogue& catalogue) {
  const CaseIndex index = index_of(catalogue);
  return consumer_intro(index) + group_index(index) + all_cases(index) +
         wrong_ones(index) +
         null_ones(index,
                   "Programs that are no consumers at all earn no pass "
                   "anywhere and never end with exit code 0");
}

}  // namespace chefs::conformance
