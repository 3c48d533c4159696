#include "consumer-kit/conformance/catalogue/case_index.h"

#include "consumer-kit/conformance/consumer/consumer_rules.h"

namespace chefs::conformance {
namespace {

IndexedCase entry_of(const DecryptorCase& test_case) {
  IndexedCase entry{test_case.info, {}};
  for (const DecryptorCheck& check : test_case.checks) {
    const std::string word =
        check.expectation == Expectation::kAccept ? "accept" : "reject";
    entry.checks.push_back({check.name, word, word});
  }
  return entry;
}

std::string words_of(const ConsumerCheck& check) {
  const RuleDescription* rule = find_consumer_rule(check.rule);
  std::string words =
      rule == nullptr ? check.rule : std::string(rule->sentence);
  if (check.needs_reports) words += "; needs report lines";
  return words;
}

IndexedCase entry_of(const ConsumerCase& test_case) {
  IndexedCase entry{test_case.info, {}};
  for (const ConsumerCheck& check : test_case.checks)
    entry.checks.push_back({check.name, check.rule, words_of(check)});
  return entry;
}

template <typename Catalogue>
CaseIndex make_index(const Catalogue& catalogue, std::string suite,
                     std::string expected_key) {
  CaseIndex index{.suite = std::move(suite),
                  .expected_key = std::move(expected_key),
                  .groups = catalogue.groups,
                  .cases = {},
                  .flags = catalogue.flags,
                  .mutants = catalogue.mutants};
  for (const auto& test_case : catalogue.cases)
    index.cases.push_back(entry_of(test_case));
  return index;
}

}  // namespace

CaseIndex index_of(const DecryptorCatalogue& catalogue) {
  return make_index(catalogue, "decryptor", "expect");
}

CaseIndex index_of(const ConsumerCatalogue& catalogue) {
  return make_index(catalogue, "consumer", "rule");
}

}  // namespace chefs::conformance
