// Works through a list on several threads. Items are taken in order; who takes
// which is left to chance. Not for work that keeps something between items:
// crew.h.
#pragma once

#include <cstddef>
#include <functional>

namespace chefs::conformance {

// Calls `work` for each item in [0, items) and returns when all are done. After
// an exception no further item is begun; the first is rethrown.
void work_side_by_side(std::size_t items, unsigned jobs,
                       const std::function<void(std::size_t item)>& work);

}  // namespace chefs::conformance
