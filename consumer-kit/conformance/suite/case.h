// What every case of a suite says about itself, and how a case can end.
// Not what a case does: decryptor_check.h, and its like for consumers, add it.
// Fields and levels are drawn in docs/cases.md, which is made from them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::conformance {

// must: follows from the documented contract. should: what a sound
// implementation does. may: good to have.
enum class Level { kMust, kShould, kMay };

enum class OutcomeKind {
  kPass,
  kFail,
  kUnsupported,  // the implementation declared it, with a reason
  kError,        // the suite or its environment is at fault
};

struct CaseInfo {
  // Words, never positions, never reused: "decrypt.tag.flipped-bit".
  std::string id;
  std::string title;
  Level level = Level::kMust;
  // One sentence: what a right implementation does.
  std::string requirement;
  // A section of the published page, or file#lines@commit of the producer.
  std::string source;
  std::vector<std::string> flags;
  // What it means for its user when the case fails, and what to do about it.
  std::string meaning;
  std::string fix;
  // Wrong implementations that this case must fail, by name.
  std::vector<std::string> mutants;
  // Mistakes that make the case fail, each a sentence, the likeliest first.
  std::vector<std::string> likely_mistakes;
  // The text of the declaration that the case was made from. The digest of a
  // case set is taken over it: whatever changes the case must change it.
  std::string definition;
};

// Of a suite's cases, each of which has an `info`.
template <typename Case>
std::vector<CaseInfo> infos_of(const std::vector<Case>& cases) {
  std::vector<CaseInfo> infos;
  infos.reserve(cases.size());
  for (const Case& c : cases) infos.push_back(c.info);
  return infos;
}

// Cases that belong together: "tag", "The authentication tag".
struct CaseGroup {
  std::string name;
  std::string title;
};

// An id in two parts: "decrypt.tag" and "flipped-bit".
inline std::string group_of(std::string_view id) {
  const std::size_t dot = id.rfind('.');
  return std::string(dot == std::string_view::npos ? id : id.substr(0, dot));
}
inline std::string name_in_group(std::string_view id) {
  const std::size_t dot = id.rfind('.');
  return std::string(dot == std::string_view::npos ? id : id.substr(dot + 1));
}

// "must", "should", "may".
std::string_view to_string(Level level);
std::optional<Level> parse_level(std::string_view word);

// "pass", "fail", "unsupported", "error".
std::string_view to_string(OutcomeKind outcome);

}  // namespace chefs::conformance
