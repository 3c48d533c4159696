#include "consumer-kit/conformance/catalogue/case_book.h"

#include "consumer-kit/conformance/consumer/consumer_rules.h"

namespace chefs::conformance {
namespace {

BookCase entry_of(const DecryptorCase& asked) {
  BookCase entry{asked.info, {}};
  for (const DecryptorCheck& check : asked.checks) {
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

BookCase entry_of(const ConsumerCase& asked) {
  BookCase entry{asked.info, {}};
  for (const ConsumerCheck& check : asked.checks)
    entry.checks.push_back({check.name, check.rule, words_of(check)});
  return entry;
}

template <typename Catalogue>
CaseBook make_book(const Catalogue& catalogue, std::string suite,
                   std::string asked_key) {
  CaseBook book{.suite = std::move(suite),
                .asked_key = std::move(asked_key),
                .groups = catalogue.groups,
                .cases = {},
                .flags = catalogue.flags,
                .mutants = catalogue.mutants};
  for (const auto& asked : catalogue.cases)
    book.cases.push_back(entry_of(asked));
  return book;
}

}  // namespace

CaseBook book_of(const DecryptorCatalogue& catalogue) {
  return make_book(catalogue, "decryptor", "expect");
}

CaseBook book_of(const ConsumerCatalogue& catalogue) {
  return make_book(catalogue, "consumer", "rule");
}

}  // namespace chefs::conformance
