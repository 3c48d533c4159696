// Reads a consumer case's parts from JSON, strictly: what is missing, unknown
// or speaks of a message that the case does not have is an error with file and
// pointer. The format: docs/writing-a-case.md and
// fixtures/schemas/consumer-cases.schema.json.
#pragma once

#include <string>
#include <vector>

#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/facts/consumer_case.h"

namespace chefs::conformance {

// Everything but `info`.
ConsumerCase read_consumer_case(const base::JsonPlace& place);

// Of which it is made.
CaseSetup read_case_setup(const base::JsonPlace& place);
std::vector<CaseMessage> read_case_messages(const base::JsonPlace& list);
std::vector<Step> read_case_steps(const base::JsonPlace& list,
                                  const std::vector<CaseMessage>& messages);
// What a step waits for, in words, as the timeline has it: "acknowledged:
// before, bulk; all is acknowledged".
std::string describe(const AwaitStep& step);
// Rules look at spans that the steps observe.
std::vector<ConsumerCheck> read_case_checks(
    const base::JsonPlace& list, const std::vector<CaseMessage>& messages,
    const std::vector<Step>& steps);

// An array of names of the case's messages, at least one.
std::vector<std::string> read_message_names(
    const base::JsonPlace& list, const std::vector<CaseMessage>& messages);
// An array of outcomes of reports, at least one.
std::vector<std::string> read_outcomes(const base::JsonPlace& list);

}  // namespace chefs::conformance
