#include "cli/conform/conform_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "cli/help.h"

namespace chefs::cli {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenLines{100};
constexpr seconds kClock{1};
// What is over sooner is nothing to tell.
constexpr seconds kWorthTelling{2};
constexpr const char* kEraseLine = "\r\x1b[K";

}  // namespace

std::string progress_line(std::size_t done, std::size_t planned,
                          const std::string& case_id, const std::string& what,
                          seconds since, seconds within) {
  const std::string begin = fmt::format("{} of {} cases", done, planned);
  if (what.empty()) return begin;
  const std::string end =
      fmt::format(" ({} of {} s)", since.count(), within.count());
  std::string middle = fmt::format("; waits for {}: {}", case_id, what);
  const std::size_t used = begin.size() + end.size();
  const std::size_t room = kColumns > used ? kColumns - used : 0;
  if (middle.size() > room) {
    middle.resize(room > 3 ? room - 3 : 0);
    middle += "...";
  }
  return begin + middle + end;
}

ConformProgress::ConformProgress(Output& err)
    : err_(err), is_shown_(err.is_terminal()) {
  if (is_shown_)
    clock_ = std::jthread(
        [this](const std::stop_token& stop) { keep_showing(stop); });
}

ConformProgress::~ConformProgress() {
  if (!is_shown_) return;
  clock_.request_stop();
  clock_.join();
  try {
    err_.text(kEraseLine);
  } catch (const std::exception&) {
    // The terminal is gone; there is nothing left to tidy.
  }
}

void ConformProgress::show(std::size_t done, std::size_t planned) {
  if (!is_shown_) return;
  const std::lock_guard lock(mutex_);
  done_ = done;
  planned_ = planned;
  const auto now = steady_clock::now();
  if (now < next_ && done < planned) return;
  next_ = now + kBetweenLines;
  err_.text(kEraseLine + line(now));
}

void ConformProgress::note_wait(const std::string& case_id,
                                const std::string& what,
                                std::chrono::milliseconds within) {
  if (!is_shown_) return;
  const std::lock_guard lock(mutex_);
  if (what.empty()) {
    waits_.erase(case_id);
  } else {
    waits_[case_id] = {what, steady_clock::now(), within};
  }
}

// Of the one that waits longest.
std::string ConformProgress::line(Time now) const {
  const auto longest = std::ranges::min_element(
      waits_, std::ranges::less(),
      [](const auto& entry) { return entry.second.since; });
  if (longest == waits_.end() || now - longest->second.since < kWorthTelling)
    return progress_line(done_, planned_, {}, {}, {}, {});
  const auto& [case_id, wait] = *longest;
  return progress_line(done_, planned_, case_id, wait.what,
                       std::chrono::floor<seconds>(now - wait.since),
                       std::chrono::ceil<seconds>(wait.within));
}

void ConformProgress::keep_showing(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  try {
    while (!end_.wait_for(lock, stop, kClock,
                          [&stop] { return stop.stop_requested(); }))
      if (planned_ > 0 || !waits_.empty())
        err_.text(kEraseLine + line(steady_clock::now()));
  } catch (const std::exception&) {
    // The terminal is gone: nobody is left to be shown anything.
  }
}

}  // namespace chefs::cli
