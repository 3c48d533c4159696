#include "consumer-kit/conformance/consumer/facts/finding.h"

#include <utility>

namespace chefs::conformance {

Finding passed(std::string expected, std::string observed) {
  return {.outcome = OutcomeKind::kPass,
          .expected = std::move(expected),
          .observed = std::move(observed)};
}

Finding failed(std::string expected, std::string observed, std::string why,
               std::optional<std::size_t> moment) {
  return {.outcome = OutcomeKind::kFail,
          .expected = std::move(expected),
          .observed = std::move(observed),
          .why = std::move(why),
          .moment = moment};
}

Finding not_reached(std::string expected, std::string observed, std::string why,
                    std::optional<std::size_t> moment) {
  Finding finding =
      failed(std::move(expected), std::move(observed), std::move(why), moment);
  finding.is_for_lack = true;
  return finding;
}

Finding unsupported(std::string expected, std::string why, std::string needs) {
  return {.outcome = OutcomeKind::kUnsupported,
          .expected = std::move(expected),
          .observed = "not to be seen here",
          .why = std::move(why),
          .needs = std::move(needs)};
}

}  // namespace chefs::conformance
