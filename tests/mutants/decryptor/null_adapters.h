// Programs that do not decrypt, or not in time: what a suite that asks too
// little would let pass.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "tests/mutants/decryptor/steps.h"

namespace chefs::mutants {

struct NullAdapter {
  std::string_view name;
  std::function<void(Steps&)> put_into;
};

std::vector<NullAdapter> null_adapters();

}  // namespace chefs::mutants
