#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

std::string_view to_string(Level level) {
  switch (level) {
    case Level::kMust:
      return "must";
    case Level::kShould:
      return "should";
    case Level::kMay:
      return "may";
  }
  return "";
}

std::optional<Level> parse_level(std::string_view word) {
  for (Level level : {Level::kMust, Level::kShould, Level::kMay})
    if (word == to_string(level)) return level;
  return std::nullopt;
}

std::string_view to_string(OutcomeKind outcome) {
  switch (outcome) {
    case OutcomeKind::kPass:
      return "pass";
    case OutcomeKind::kFail:
      return "fail";
    case OutcomeKind::kUnsupported:
      return "unsupported";
    case OutcomeKind::kError:
      return "error";
  }
  return "";
}

}  // namespace chefs::conformance
