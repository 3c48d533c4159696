#include "consumer-kit/conformance/consumer/await_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace chefs::conformance {

std::string describe(const AwaitStep& step) {
  std::vector<std::string> parts;
  const auto add = [&parts](const char* what,
                            const std::vector<std::string>& names) {
    if (!names.empty())
      parts.push_back(fmt::format("{}: {}", what, fmt::join(names, ", ")));
  };
  add("delivered", step.delivered);
  add("delivered again", step.redelivered);
  add("acknowledged", step.acked);
  add("reported", step.reported);
  if (step.connections > 0)
    parts.push_back(fmt::format("{} connections", step.connections));
  if (step.is_pulling) parts.push_back("it asks for messages");
  if (step.has_exited) parts.push_back("it has ended");
  if (step.is_drained) parts.push_back("all is acknowledged");
  if (step.faults > 0)
    parts.push_back(fmt::format("{} {}", step.faults,
                                step.faults == 1 ? "fault" : "faults"));
  if (step.api_requests > 0)
    parts.push_back(fmt::format("{} requests to the API", step.api_requests));
  if (step.downloads > 0)
    parts.push_back(fmt::format("{} downloads", step.downloads));
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace chefs::conformance
