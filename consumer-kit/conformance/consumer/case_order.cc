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
                                        std::size_t stay_in_front) {
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto first = std::min(stay_in_front, order.size());
  std::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(first),
                   order.end(), [cases](std::size_t a, std::size_t b) {
                     return longest_time(cases[a]) > longest_time(cases[b]);
                   });
  return order;
}

}  // namespace chefs::conformance
