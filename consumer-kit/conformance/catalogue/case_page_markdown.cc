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

std::string digest_of(const CaseBook& book) {
  return case_set_digest(infos_of(book.cases));
}

std::size_t checks_of(const CaseBook& book) {
  std::size_t checks = 0;
  for (const BookCase& asked : book.cases) checks += asked.checks.size();
  return checks;
}

std::string decryptor_intro(const CaseBook& book) {
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
      book.cases.size(), checks_of(book), book.mutants.mutants.size(),
      digest_of(book));
}

std::string consumer_intro(const CaseBook& book) {
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
      book.cases.size(), checks_of(book), book.mutants.mutants.size(),
      digest_of(book));
}

std::string group_index(const CaseBook& book) {
  std::string out = "| group | cases | about |\n|---|---|---|\n";
  for (const CaseGroup& group : book.groups) {
    const auto count =
        std::ranges::count_if(book.cases, [&](const BookCase& c) {
          return name_in_group(group_of(c.info.id)) == group.name;
        });
    out += fmt::format("| [{0}](#{0}) | {1} | {2} |\n", group.name, count,
                       group.title);
  }
  return out + "\n";
}

// Of a decryptor's case: the names of the inputs, by what is asked of them.
std::string inputs_of(const BookCase& asked) {
  std::vector<std::string> accept;
  std::vector<std::string> reject;
  for (const BookCheck& check : asked.checks)
    (check.asked == "accept" ? accept : reject).push_back(check.name);
  std::string out;
  if (!accept.empty())
    out += fmt::format("- To accept: {}\n", code_list(accept));
  if (!reject.empty())
    out += fmt::format("- To reject: {}\n", code_list(reject));
  return out;
}

// Of a consumer's case: what must be seen.
std::string rules_of(const BookCase& asked) {
  std::string out;
  for (const BookCheck& check : asked.checks)
    out += fmt::format("- `{}`: the consumer {}\n", check.name, check.words);
  return out;
}

std::string case_text(const CaseBook& book, const BookCase& asked) {
  const CaseInfo& info = asked.info;
  return fmt::format("### `{}`\n\n**{}** ({}). {}\n\n", info.id, info.title,
                     to_string(info.level), info.requirement) +
         fmt::format("- If it fails: {}\n- Fix: {}\n", info.meaning, info.fix) +
         (book.suite == "consumer" ? rules_of(asked) : inputs_of(asked)) +
         fmt::format("- Catches: {}\n- Flags: {}\n- Source: {}\n\n",
                     code_list(info.mutants), code_list(info.flags),
                     info.source);
}

std::string all_cases(const CaseBook& book) {
  std::string out;
  for (const CaseGroup& group : book.groups) {
    out += fmt::format("## {}\n\n{}.\n\n", group.name, group.title);
    for (const BookCase& asked : book.cases)
      if (name_in_group(group_of(asked.info.id)) == group.name)
        out += case_text(book, asked);
  }
  return out;
}

std::vector<std::string> cases_naming(const CaseBook& book,
                                      const std::string& mutant) {
  std::vector<std::string> ids;
  for (const BookCase& asked : book.cases)
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

std::string wrong_ones(const CaseBook& book) {
  std::string out = fmt::format(
      "## Wrong {0}s and what catches them\n\n"
      "Each is built and run by the project's own tests: the first case named "
      "must fail it, every other\none does too, and each case above fails all "
      "that it names.\n\n"
      "| wrong {0} | what it does | caught by |\n|---|---|---|\n",
      book.suite);
  for (const Mutant& mutant : book.mutants.mutants) {
    std::vector<std::string> ids = cases_naming(book, mutant.name);
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

std::string null_ones(const CaseBook& book, std::string_view words) {
  std::string out = fmt::format("\n{}:\n\n", words);
  for (const NullAdapter& null : book.mutants.null_adapters)
    out += fmt::format("- `{}`: {}\n", null.name, null.mistake);
  return out;
}

}  // namespace

std::string cases_as_markdown(const DecryptorCatalogue& catalogue,
                              const KillMatrix& kills) {
  const CaseBook book = book_of(catalogue);
  return decryptor_intro(book) + group_index(book) + all_cases(book) +
         matrix(kills, catalogue) + wrong_ones(book) +
         null_ones(book,
                   "Programs that do not decrypt at all earn no pass anywhere "
                   "and never end with exit code 0");
}

std::string cases_as_markdown(const ConsumerCatalogue& catalogue) {
  const CaseBook book = book_of(catalogue);
  return consumer_intro(book) + group_index(book) + all_cases(book) +
         wrong_ones(book) +
         null_ones(book,
                   "Programs that are no consumers at all earn no pass "
                   "anywhere and never end with exit code 0");
}

}  // namespace chefs::conformance
