// Works through a list on several threads. Items are taken in order; which
// thread takes which is left to chance. Not a pool: it returns when all are
// done.
//
//   for_each_on_threads(plans.size(), 4, [&](std::size_t i, std::size_t) {
//     files[i] = make(plans[i]);
//   });
#pragma once

#include <cstddef>
#include <functional>

namespace chefs::base {

// Calls `work` for each item in [0, items), with the number of the thread that
// calls: less than `threads`, which 0 makes 1. After an exception no further
// item is begun; that of the first such item is rethrown.
void for_each_on_threads(
    std::size_t items, std::size_t threads,
    const std::function<void(std::size_t item, std::size_t thread)>& work);

}  // namespace chefs::base
