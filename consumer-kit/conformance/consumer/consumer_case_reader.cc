#include "consumer-kit/conformance/consumer/consumer_case_reader.h"

#include <algorithm>

#include "consumer-kit/conformance/consumer/facts/expected_outcome.h"
#include "consumer-kit/conformance/consumer/facts/message_names.h"
#include "consumer-kit/conformance/proxy/fault_reader.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

void require_start(const JsonPlace& place, const std::vector<Step>& steps) {
  const bool is_started = std::ranges::any_of(steps, [](const Step& step) {
    return std::holds_alternative<StartStep>(step);
  });
  if (!is_started) place.fail("a step that starts the program");
}

void require_published(const JsonPlace& place, const ConsumerCase& asked,
                       const std::string& name) {
  for (const Step& step : asked.steps) {
    const auto* publish = std::get_if<PublishStep>(&step);
    if (publish == nullptr) continue;
    if (std::ranges::any_of(publish->messages, [&](const std::string& given) {
          return is_meant(given, name) || is_meant(name, given);
        })) {
      return;
    }
  }
  place.fail("a step that publishes the message " + name);
}

}  // namespace

std::vector<std::string> read_message_names(
    const JsonPlace& list, const std::vector<CaseMessage>& messages) {
  std::vector<std::string> names;
  for (const JsonPlace& place : list.elements()) {
    if (find_message(messages, place.words()) == nullptr)
      place.fail("the name of one of the case's messages");
    names.push_back(place.words());
  }
  if (names.empty()) list.fail("at least one message");
  return names;
}

std::vector<std::string> read_outcomes(const JsonPlace& list) {
  std::vector<std::string> outcomes;
  for (const JsonPlace& place : list.elements()) {
    if (!is_outcome(place.words())) place.fail("an outcome of a report");
    outcomes.push_back(place.words());
  }
  if (outcomes.empty()) list.fail("at least one outcome");
  return outcomes;
}

ConsumerCase read_consumer_case(const JsonPlace& place) {
  place.allow_only({"id", "title", "level", "requirement", "source", "flags",
                    "meaning", "fix", "mutants", "setup", "messages", "faults",
                    "steps", "checks"});
  ConsumerCase out;
  if (const auto setup = place.find("setup"))
    out.setup = read_case_setup(*setup);
  out.messages = read_case_messages(place.at("messages"));
  if (const auto faults = place.find("faults"))
    out.faults.faults = read_faults(*faults);
  out.steps = read_case_steps(place.at("steps"), out.messages);
  require_start(place.at("steps"), out.steps);
  for (const CaseMessage& message : out.messages)
    require_published(place.at("steps"), out, message.name);
  out.checks = read_case_checks(place.at("checks"), out.messages, out.steps);
  return out;
}

}  // namespace chefs::conformance
