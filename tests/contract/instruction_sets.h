// The instruction sets for which the lanes are built and that this machine has,
// to run a test with each of them alone.
#pragma once

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cstdint>
#include <string>
#include <vector>

namespace chefs::contract::tests {

inline std::vector<std::int64_t> instruction_sets() {
  std::vector<std::int64_t> sets;
  for (std::int64_t rest = hwy::SupportedTargets(); rest != 0;
       rest &= rest - 1) {
    const std::int64_t set = rest & -rest;
    if ((set & HWY_TARGETS) != 0) sets.push_back(set);
  }
  return sets;
}

inline std::string name_of_instruction_set(
    const testing::TestParamInfo<std::int64_t>& set) {
  return hwy::TargetName(set.param);
}

// While a test runs, its instruction set is the only one that Highway may
// choose.
class OnInstructionSet : public testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override { hwy::SetSupportedTargetsForTest(GetParam()); }
  void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

}  // namespace chefs::contract::tests
