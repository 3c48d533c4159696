#include "consumer-kit/conformance/decryptor/leak_watch.h"

#include <fmt/format.h>

#include <algorithm>

namespace chefs::conformance {
namespace {

std::string_view what_leaked(Watch watch) {
  switch (watch) {
    case Watch::kKeyLeak:
      return "the key was printed";
    case Watch::kPlaintextLeak:
      return "plaintext of rejected data was printed";
    case Watch::kRelease:
      return "output was released before the data was rejected";
    case Watch::kNothing:
      break;
  }
  return "";
}

}  // namespace

void LeakWatch::keep(const std::string& check, std::vector<Leak> leaks) {
  const std::lock_guard lock(mutex_);
  for (Leak& leak : leaks)
    seen_.try_emplace({check, leak.watch}, std::move(leak));
}

void LeakWatch::charge_case(Watch watch, CaseResult& result) const {
  const std::string own = result.info.id + ":";
  std::size_t elsewhere = 0;
  const std::pair<const Seen, Leak>* first = nullptr;
  for (const auto& entry : seen_) {
    const auto& [seen, leak] = entry;
    if (seen.watch != watch) continue;
    if (!seen.check.starts_with(own)) {
      if (elsewhere++ == 0) first = &entry;
      continue;
    }
    for (CheckResult& check : result.checks)
      if (own + check.name == seen.check) {
        mark_failed(check, "it printed " + leak.what);
        check.answer = leak.answer;
      }
  }
  if (elsewhere == 0) return;
  CheckResult check;
  check.name = kElsewhere;
  check.answer = first->second.answer;
  check.expected = "nothing of the kind in any check of the run";
  check.observed = fmt::format("it printed {} in {}", first->second.what,
                               first->first.check);
  if (elsewhere > 1)
    check.observed += fmt::format(", and the like in {} others", elsewhere - 1);
  mark_failed(check, std::string(what_leaked(watch)));
  result.checks.push_back(std::move(check));
}

void LeakWatch::charge(const std::vector<DecryptorCase>& cases,
                       std::vector<CaseResult>& results) const {
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (cases[i].watch != Watch::kNothing)
      charge_case(cases[i].watch, results[i]);
}

std::vector<std::string> LeakWatch::unwatched(
    const std::vector<DecryptorCase>& cases) const {
  std::vector<std::string> notes;
  for (const Watch watch :
       {Watch::kKeyLeak, Watch::kPlaintextLeak, Watch::kRelease}) {
    const bool is_watched = std::ranges::any_of(
        cases, [&](const DecryptorCase& c) { return c.watch == watch; });
    const auto seen = std::ranges::find_if(
        seen_, [&](const auto& entry) { return entry.first.watch == watch; });
    if (is_watched || seen == seen_.end()) continue;
    notes.push_back(
        fmt::format("{}, e.g. in {}; no case of this run judges that",
                    what_leaked(watch), seen->first.check));
  }
  return notes;
}

}  // namespace chefs::conformance
