#include "consumer-kit/conformance/consumer/consumer_suite.h"

#include <algorithm>
#include <set>

#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "consumer-kit/conformance/suite/digest.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

std::vector<CaseInfo> infos_in(const std::vector<ConsumerCase>& cases) {
  std::vector<CaseInfo> infos;
  for (const ConsumerCase& asked : cases) infos.push_back(asked.info);
  return infos;
}

auto count_up_to(Level level, const std::vector<ConsumerCase>& cases) {
  return std::ranges::count_if(cases, [level](const ConsumerCase& asked) {
    return asked.info.level <= level;
  });
}

}  // namespace

SelectedConsumerCases select_consumer_cases(
    const std::vector<ConsumerCase>& all, const Selection& selection,
    Level counted) {
  SelectedConsumerCases selected;
  for (const std::size_t index : select_cases(infos_in(all), selection))
    selected.cases.push_back(all[index]);
  CaseSet& set = selected.set;
  set.digest = case_set_digest(infos_in(selected.cases));
  set.cases = selected.cases.size();
  for (const ConsumerCase& asked : selected.cases)
    set.checks += asked.checks.size();
  set.catalogue_cases = all.size();
  set.is_complete =
      count_up_to(counted, selected.cases) == count_up_to(counted, all);
  set.selection = selection.as_typed();
  return selected;
}

std::vector<KnownCase> known_consumer_cases(
    const std::vector<ConsumerCase>& all,
    const std::vector<ConsumerCase>& selected) {
  std::set<std::string> ids;
  for (const ConsumerCase& asked : selected) ids.insert(asked.info.id);
  std::vector<KnownCase> known;
  for (const ConsumerCase& asked : all) {
    KnownCase entry{asked.info.id, {}, ids.contains(asked.info.id)};
    for (const ConsumerCheck& check : asked.checks)
      entry.checks.push_back(check.name);
    entry.checks.emplace_back(kReportsCheck);
    entry.checks.emplace_back(kGoesOnCheck);
    known.push_back(std::move(entry));
  }
  return known;
}

}  // namespace chefs::conformance
