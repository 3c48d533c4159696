// What a rule found: its outcome, the sentences of the report, and the entry of
// the timeline at which it went wrong.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

struct Finding {
  OutcomeKind outcome = OutcomeKind::kPass;
  // Sentences without a full stop.
  std::string expected;
  std::string observed;
  std::string why = {};
  // Of an unsupported one: what it would take, e.g. "report lines".
  std::string needs = {};
  // Index into Timeline::events.
  std::optional<std::size_t> moment = {};
  // It failed because the program did not get as far as to show it.
  bool is_for_lack = false;
};

Finding passed(std::string expected, std::string observed);
Finding failed(std::string expected, std::string observed, std::string why,
               std::optional<std::size_t> moment);
// The same, because the program did not get that far.
Finding not_reached(std::string expected, std::string observed, std::string why,
                    std::optional<std::size_t> moment);
// What the case asks cannot be had here, and that is nobody's fault.
Finding unsupported(std::string expected, std::string why, std::string needs);

}  // namespace chefs::conformance
