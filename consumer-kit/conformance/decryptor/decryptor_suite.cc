#include "consumer-kit/conformance/decryptor/decryptor_suite.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/environment_error.h"
#include "consumer-kit/conformance/decryptor/derived_keys.h"
#include "consumer-kit/conformance/decryptor/kill_matrix.h"
#include "consumer-kit/conformance/decryptor/leak_watch.h"
#include "consumer-kit/conformance/suite/digest.h"

namespace chefs::conformance {
namespace {

std::size_t counted_cases(const std::vector<DecryptorCase>& cases,
                          Level counted) {
  return static_cast<std::size_t>(std::ranges::count_if(
      cases,
      [counted](const DecryptorCase& c) { return c.info.level <= counted; }));
}

// A catalogue that is being changed has no measured matrix yet: then pairs of
// mistakes are not recognised, and that is all.
void add_kills(DecryptorSuite& suite, const std::filesystem::path& file) {
  try {
    KillMatrix kills = load_kill_matrix(file, suite.catalogue);
    for (KnownMistake& mistake : suite.mistakes)
      mistake.kills = std::move(kills[mistake.name]);
  } catch (const base::EnvironmentError&) {
    return;
  }
}

}  // namespace

DecryptorSuite load_decryptor_suite(const std::filesystem::path& folder) {
  DecryptorSuite suite{load_decryptor_catalogue(folder), {}};
  const std::filesystem::path keys =
      folder.parent_path().parent_path() / "fixtures" / "derived-keys.json";
  if (std::filesystem::exists(keys))
    suite.catalogue.keys->take(read_derived_keys(keys));
  suite.mistakes =
      load_known_mistakes(folder / "diagnoses.json", suite.catalogue);
  add_kills(suite, folder / "kills.json");
  return suite;
}

SelectedCases select_decryptor_cases(const std::vector<DecryptorCase>& all,
                                     const Selection& selection,
                                     Level counted) {
  SelectedCases selected;
  for (const std::size_t index : select_cases(infos_of(all), selection))
    selected.cases.push_back(all[index]);
  CaseSet& set = selected.set;
  set.digest = case_set_digest(infos_of(selected.cases));
  set.cases = selected.cases.size();
  for (const DecryptorCase& c : selected.cases) set.checks += c.checks.size();
  set.catalogue_cases = all.size();
  set.is_complete =
      counted_cases(selected.cases, counted) == counted_cases(all, counted);
  set.selection = selection.as_typed();
  return selected;
}

std::vector<KnownCase> known_cases(const std::vector<DecryptorCase>& all,
                                   const std::vector<DecryptorCase>& selected) {
  std::set<std::string> ids;
  for (const DecryptorCase& c : selected) ids.insert(c.info.id);
  std::vector<KnownCase> known;
  for (const DecryptorCase& c : all) {
    KnownCase entry{c.info.id, {}, ids.contains(c.info.id)};
    for (const DecryptorCheck& check : c.checks)
      entry.checks.push_back(check.name);
    if (c.watch != Watch::kNothing) entry.checks.emplace_back(kElsewhere);
    known.push_back(std::move(entry));
  }
  return known;
}

}  // namespace chefs::conformance
