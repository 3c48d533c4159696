#include "tests/mutants/decryptor/null_adapters.h"

#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto answers(std::function<Opened(const Request&)> answer) {
  return [answer](Steps& steps) {
    steps.open = [answer](const Request& request, const Steps&) {
      return answer(request);
    };
  };
}

Opened accept(const Request&) { return Bytes("plaintext"); }
Opened reject(const Request&) { return Rejected{"rejected"}; }

Opened echo(const Request& request) {
  return request.data.is_string() ? request.data.get<std::string>()
                                  : request.data.dump();
}

Opened crash(const Request&) { std::abort(); }

// Ends only by a signal that cannot be ignored.
[[noreturn]] void wait_for_ever() {
  while (true) ::pause();
}

Opened hang(const Request&) {
  std::signal(SIGTERM, SIG_IGN);
  wait_for_ever();
}

void be_silent(Steps&) { wait_for_ever(); }

void lie(Steps& steps) {
  auto is_accepting = std::make_shared<bool>(false);
  steps.open = [is_accepting](const Request& request, const Steps&) {
    *is_accepting = !*is_accepting;
    return *is_accepting ? accept(request) : reject(request);
  };
}

// Longer than the deadline that the tests set.
constexpr std::chrono::milliseconds kLateness(5'000);

void be_slow(Steps& steps) {
  steps.open = [right = steps.open](const Request& request,
                                    const Steps& current) {
    // Being late is all that this program is for; nothing waits for it.
    ::poll(nullptr, 0, static_cast<int>(kLateness.count()));
    return right(request, current);
  };
}

}  // namespace

std::vector<Bug> null_adapters() {
  return {
      {"accept-all", answers(accept)},
      {"reject-all", answers(reject)},
      {"echo", answers(echo)},
      {"silent", be_silent},
      {"crash", answers(crash)},
      {"hang", answers(hang)},
      {"liar", lie},
      {"slow", be_slow},
  };
}

}  // namespace chefs::mutants
