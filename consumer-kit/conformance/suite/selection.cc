#include "consumer-kit/conformance/suite/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/suite/glob.h"

namespace chefs::conformance {
namespace {

bool has_flag(const CaseInfo& info, const std::string& flag) {
  return std::ranges::find(info.flags, flag) != info.flags.end();
}

bool has_any_flag(const CaseInfo& info, const std::vector<std::string>& flags) {
  return std::ranges::any_of(
      flags, [&](const std::string& flag) { return has_flag(info, flag); });
}

void require_matches(const std::vector<CaseInfo>& catalogue,
                     const std::vector<std::string>& patterns,
                     std::string_view option) {
  for (const std::string& pattern : patterns) {
    const bool matches = std::ranges::any_of(
        catalogue,
        [&](const CaseInfo& info) { return glob_matches(pattern, info.id); });
    if (!matches)
      throw EmptySelection(fmt::format(
          "{} '{}' matches no case; `chefs-mock cases list` shows their ids",
          option, pattern));
  }
}

void require_flags(const std::vector<CaseInfo>& catalogue,
                   const std::vector<std::string>& flags) {
  for (const std::string& flag : flags) {
    const bool exists = std::ranges::any_of(
        catalogue, [&](const CaseInfo& info) { return has_flag(info, flag); });
    if (!exists)
      throw EmptySelection(fmt::format(
          "--flag '{}' is on no case; `chefs-mock cases list` shows the flags",
          flag));
  }
}

}  // namespace

std::string Selection::as_typed() const {
  std::string text;
  const auto add = [&](std::string_view option, std::string_view value) {
    text += fmt::format("{}{} {}", text.empty() ? "" : " ", option, value);
  };
  for (const std::string& pattern : only) add("--only", pattern);
  for (const std::string& pattern : skip) add("--skip", pattern);
  for (const std::string& flag : flags) add("--flag", flag);
  if (level) add("--level", to_string(*level));
  return text;
}

std::vector<std::size_t> select_cases(const std::vector<CaseInfo>& catalogue,
                                      const Selection& selection) {
  require_matches(catalogue, selection.only, "--only");
  require_matches(catalogue, selection.skip, "--skip");
  require_flags(catalogue, selection.flags);
  std::vector<std::size_t> selected;
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const CaseInfo& info = catalogue[i];
    if (!selection.only.empty() && !matches_any(selection.only, info.id))
      continue;
    if (matches_any(selection.skip, info.id)) continue;
    if (!selection.flags.empty() && !has_any_flag(info, selection.flags))
      continue;
    if (selection.level && info.level > *selection.level) continue;
    selected.push_back(i);
  }
  if (selected.empty())
    throw EmptySelection(
        fmt::format("{} together select no case", selection.as_typed()));
  return selected;
}

}  // namespace chefs::conformance
