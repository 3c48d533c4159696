#include "consumer-kit/conformance/consumer/case_loop.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <vector>

#include "consumer-kit/conformance/consumer/case_runner.h"

namespace chefs::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kAskAgain{40};
constexpr milliseconds kLookAgain{10};
// Whatever comes is told: only the deadline would be missed.
constexpr milliseconds kLongest{60'000};

milliseconds pause_of(WaitStyle style) {
  switch (style) {
    case WaitStyle::kForServersState:
      return kAskAgain;
    case WaitStyle::kForGlances:
      return kLookAgain;
    case WaitStyle::kWholeTime:
    case WaitStyle::kForProgram:
      break;
  }
  return kLongest;
}

}  // namespace

void CaseLoop::poll_all(milliseconds time) {
  const std::array<pollfd, 3> of_program = program.wanted();
  std::vector<pollfd> wanted(of_program.begin(), of_program.end());
  wanted.push_back({recorder.descriptor(), POLLIN, 0});
  const std::size_t at_stop = wanted.size();
  wanted.push_back({stop.descriptor(), POLLIN, 0});
  wanted.push_back({server.control().request_descriptor(), POLLIN, 0});
  const std::size_t at_servers = wanted.size();
  for (const int descriptor : server.control().end_descriptors())
    wanted.push_back({descriptor, POLLIN, 0});
  if (::poll(wanted.data(), wanted.size(), static_cast<int>(time.count())) <= 0)
    return;
  if (wanted[at_stop].revents != 0) throw CaseInterrupted();
  for (std::size_t i = at_servers; i < wanted.size(); ++i)
    if (wanted[i].revents != 0) server.control().take_end(i - at_servers);
}

void CaseLoop::take_in() {
  recorder.hear_news();
  program.pump();
  if (output.is_flood() && program.is_running()) {
    recorder.add(
        {.kind = EventKind::kMarked, .text = "killed: it floods its output"});
    program.kill();
  }
  while (const auto request = server.control().take_request())
    server.control().apply(*request);
}

bool CaseLoop::nothing_more_comes() {
  return !program.is_running() &&
         recorder.look([](const CaseProgress& progress) {
           return progress.open_connections() == 0;
         });
}

bool CaseLoop::wait(SteadyTime deadline, WaitStyle style,
                    const std::function<bool()>& holds) {
  while (true) {
    take_in();
    const bool is_over = style != WaitStyle::kWholeTime && nothing_more_comes();
    if (holds()) return true;
    if (is_over) return false;
    const auto left =
        std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    poll_all(std::clamp(left, milliseconds(0), pause_of(style)));
    if (left.count() <= 0) {
      take_in();
      return holds();
    }
  }
}

}  // namespace chefs::conformance
