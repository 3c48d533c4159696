// The names by which a case's steps and checks speak of its messages: "before"
// for one message, "bulk" for all of a group, "bulk/17" for one of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"

namespace chefs::conformance {

// The message that a name, or a name with a number, belongs to; nullptr if
// there is none.
const CaseMessage* find_message(const std::vector<CaseMessage>& messages,
                                std::string_view name);

// "bulk" and "bulk/17" → "bulk".
std::string_view group_name(std::string_view name);

// Whether the published message `published` is meant by `name`.
bool is_meant(std::string_view name, std::string_view published);

// How many published messages the name stands for.
std::uint32_t count_meant(const std::vector<CaseMessage>& messages,
                          std::string_view name);

}  // namespace chefs::conformance
