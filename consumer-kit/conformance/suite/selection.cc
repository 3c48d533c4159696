#include "consumer-kit/conformance/suite/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/suite/digest.h"

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

auto count_up_to(Level level, const std::vector<CaseInfo>& cases) {
  return std::ranges::count_if(
      cases, [level](const CaseInfo& info) { return info.level <= level; });
}

}  // namespace

// Linear: after a mismatch only the latest `*` takes one character more.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t at_pattern = 0;
  std::size_t at_text = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (at_text < text.size()) {
    const bool is_star =
        at_pattern < pattern.size() && pattern[at_pattern] == '*';
    if (is_star) {
      star = at_pattern++;
      star_text = at_text;
    } else if (at_pattern < pattern.size() &&
               (pattern[at_pattern] == '?' ||
                pattern[at_pattern] == text[at_text])) {
      ++at_pattern;
      ++at_text;
    } else if (star != std::string_view::npos) {
      at_pattern = star + 1;
      at_text = ++star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at_pattern) == std::string_view::npos;
}

bool matches_any(const std::vector<std::string>& patterns,
                 std::string_view text) {
  return std::ranges::any_of(patterns, [text](const std::string& pattern) {
    return glob_matches(pattern, text);
  });
}

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

CaseSet describe(const std::vector<CaseInfo>& selected,
                 const std::vector<CaseInfo>& catalogue,
                 const Selection& selection, Level counted) {
  return {.digest = case_set_digest(selected),
          .cases = selected.size(),
          .checks = 0,
          .catalogue_cases = catalogue.size(),
          .is_complete =
              count_up_to(counted, selected) == count_up_to(counted, catalogue),
          .selection = selection.as_typed()};
}

}  // namespace chefs::conformance
