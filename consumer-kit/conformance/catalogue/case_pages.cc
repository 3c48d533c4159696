#include "consumer-kit/conformance/catalogue/case_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/wrapped_text.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/digest.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

constexpr std::size_t kColumns = 80;

std::string title_of(const CaseIndex& index, const std::string& id) {
  const std::string group = name_in_group(group_of(id));
  const auto found = std::ranges::find(index.groups, group, &CaseGroup::name);
  return found == index.groups.end() ? group : found->title;
}

void field(std::string& out, std::string_view label, std::string_view text) {
  if (!text.empty())
    out += base::wrapped_text(text, kColumns, fmt::format("  {:<12}", label)) +
           '\n';
}

}  // namespace

std::string cases_as_list(const CaseIndex& index,
                          const std::vector<std::size_t>& selected) {
  std::string out;
  std::string group;
  std::size_t checks = 0;
  for (const std::size_t number : selected) {
    const IndexedCase& test_case = index.cases[number];
    if (group_of(test_case.info.id) != group) {
      group = group_of(test_case.info.id);
      out += fmt::format("{}{}\n", out.empty() ? "" : "\n",
                         title_of(index, test_case.info.id));
    }
    out += fmt::format("  {:<38} {:<7}{}\n", test_case.info.id,
                       to_string(test_case.info.level), test_case.info.title);
    checks += test_case.checks.size();
  }
  return out + fmt::format("\n{} {} cases with {} checks\n", selected.size(),
                           index.suite, checks);
}

std::string case_explained(const CaseIndex& index,
                           const IndexedCase& test_case) {
  const CaseInfo& info = test_case.info;
  std::string out = fmt::format("{}  {}\n", info.id, info.title);
  field(out, "group", title_of(index, info.id));
  field(out, "level", to_string(info.level));
  field(out, "required", info.requirement);
  field(out, "source", info.source);
  field(out, "means", info.meaning);
  field(out, "fix", info.fix);
  for (const std::string& mistake : info.likely_mistakes)
    field(out, "likely", mistake);
  for (const std::string& name : info.flags) {
    const auto flag = std::ranges::find(index.flags, name, &Flag::name);
    field(out, "flag",
          flag == index.flags.end()
              ? name
              : fmt::format("{}: {} {}", name, flag->what, flag->effect));
  }
  std::string checks;
  for (const IndexedCheck& check : test_case.checks)
    checks += fmt::format("{}{} ({})", checks.empty() ? "" : ", ", check.name,
                          check.words);
  field(out, "checks", checks);
  for (const std::string& name : info.mutants) {
    const Mutant* mutant = index.mutants.find(name);
    field(out, "catches",
          mutant ? fmt::format("{}: {}", name, mutant->mistake) : name);
  }
  return out;
}

contract::Json case_as_json(const CaseIndex& index,
                            const IndexedCase& test_case) {
  const CaseInfo& info = test_case.info;
  contract::Json checks = contract::Json::array();
  for (const IndexedCheck& check : test_case.checks)
    checks.push_back({{"name", check.name},
                      {index.expected_key, check.expected},
                      {"words", check.words}});
  return {{"id", info.id},
          {"suite", index.suite},
          {"group", title_of(index, info.id)},
          {"title", info.title},
          {"level", to_string(info.level)},
          {"requirement", info.requirement},
          {"source", info.source},
          {"flags", info.flags},
          {"meaning", info.meaning},
          {"fix", info.fix},
          {"mutants", info.mutants},
          {"likelyMistakes", info.likely_mistakes},
          {"checks", std::move(checks)},
          {"digest", sha256_hex(info.definition)}};
}

}  // namespace chefs::conformance
