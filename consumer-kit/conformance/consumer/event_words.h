// Entries of a timeline as people read them.
#pragma once

#include <string>
#include <string_view>

#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

// "suite", "program", "server".
std::string_view who_of(EventKind kind);

// "sealed" (sequence 3) delivered for the 2nd time
std::string words_of(const Timeline& timeline, const TimelineEvent& event);

}  // namespace chefs::conformance
