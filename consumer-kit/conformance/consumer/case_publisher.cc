#include "consumer-kit/conformance/consumer/case_publisher.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/environment_error.h"
#include "contract/json.h"
#include "contract/key_batch.h"

namespace chefs::conformance {
namespace {

using std::chrono::steady_clock;

// Sealed together, which costs as much as one; and between two batches the
// program's output is read.
std::uint32_t batch_size() {
  return static_cast<std::uint32_t>(
      std::max<std::size_t>(64, contract::key_batch_lanes()));
}

// "bulk/17" is the one, "bulk" are all.
struct Wanted {
  std::string name;
  std::uint32_t first = 1;
  std::uint32_t last = UINT32_MAX;
};

Wanted wanted_by(const std::string& text) {
  Wanted wanted{.name = text};
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return wanted;
  wanted.name = text.substr(0, slash);
  std::from_chars(text.data() + slash + 1, text.data() + text.size(),
                  wanted.first);
  wanted.last = wanted.first;
  return wanted;
}

}  // namespace

CasePublisher::CasePublisher(CaseMessages& messages, const std::string& url,
                             const contract::UserNkey& nkey,
                             TimelineRecorder& recorder)
    : messages_(messages),
      recorder_(recorder),
      begin_(steady_clock::now()),
      publisher_({.url = url,
                  .nkey = nkey,
                  .on_result = [this](const producer::PublishResult& result) {
                    note(result);
                  }}) {}

void CasePublisher::note(const producer::PublishResult& result) {
  Sent& sent = sent_.at(result.number - first_number_);
  if (result.outcome != producer::PublishOutcome::kStored)
    throw base::EnvironmentError(
        fmt::format("cannot publish the case's message \"{}\": {}",
                    sent.what.name, describe(result)));
  sent.what.sequence = result.sequence;
  recorder_.add_published(sent.at, std::move(sent.what));
}

void CasePublisher::send(MadeMessage made) {
  made.message.number = first_number_ + sent_.size();
  sent_.push_back({steady_clock::now(), std::move(made.what)});
  publisher_.publish(made.message);
}

void CasePublisher::publish_all_of(const std::string& name,
                                   const PublishStep& step,
                                   const WaitUntil& wait_until) {
  const Wanted wanted = wanted_by(name);
  for (std::uint32_t first = wanted.first;; first += batch_size()) {
    const std::uint32_t count =
        std::min(batch_size() - 1, wanted.last - first) + 1;
    std::vector<MadeMessage> made = messages_.make(wanted.name, first, count);
    if (made.empty()) return;
    for (MadeMessage& message : made) {
      if (step.per_second > 0) {
        const auto since = std::chrono::duration<double>(
            static_cast<double>(count_) / step.per_second);
        wait_until(begin_ +
                   std::chrono::duration_cast<steady_clock::duration>(since));
      }
      send(std::move(message));
      ++count_;
      // At a pace each is waited for, so that it is noted in its time.
      if (step.per_second > 0) publisher_.finish();
    }
    publisher_.finish();
    first_number_ += sent_.size();
    sent_.clear();
    wait_until(steady_clock::now());
    if (made.size() < count || wanted.last == first + count - 1) return;
  }
}

void CasePublisher::publish(const PublishStep& step,
                            const WaitUntil& wait_until) {
  for (const std::string& name : step.messages)
    publish_all_of(name, step, wait_until);
}

}  // namespace chefs::conformance
