#include "consumer-kit/conformance/consumer/case_order.h"

#include <algorithm>
#include <numeric>
#include <variant>

namespace chefs::conformance {
namespace {

using std::chrono::milliseconds;

struct LongestTime {
  milliseconds operator()(const AwaitStep& step) const { return step.within; }
  milliseconds operator()(const ObserveStep& step) const { return step.span; }
  milliseconds operator()(const auto&) const { return milliseconds(0); }
};

}  // namespace

milliseconds longest_time(const ConsumerCase& asked) {
  milliseconds time{0};
  for (const Step& step : asked.steps) time += std::visit(LongestTime(), step);
  return time;
}

std::vector<std::size_t> order_to_begin(std::span<const ConsumerCase> cases,
                                        std::size_t in_front) {
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto time_of = [cases](std::size_t number) {
    return longest_time(cases[number]);
  };
  std::ranges::stable_sort(order, std::ranges::less(), time_of);
  const auto rest = order.begin() + static_cast<std::ptrdiff_t>(
                                        std::min(in_front, order.size()));
  // Equals as they stand in the catalogue.
  std::sort(rest, order.end());
  std::ranges::stable_sort(rest, order.end(), std::ranges::greater(), time_of);
  return order;
}

}  // namespace chefs::conformance
