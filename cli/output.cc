#include "cli/output.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "base/environment_error.h"
#include "contract/json.h"

namespace chefs::cli {
namespace {

// A pipe that somebody made non-blocking may be full for a while.
void wait_until_writable(int descriptor) {
  pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
  ::poll(&wanted, 1, -1);
}

}  // namespace

Output::Output(int descriptor)
    : descriptor_(descriptor), is_terminal_(::isatty(descriptor) == 1) {}

void Output::line(std::string_view text) {
  std::string whole(text);
  whole += '\n';
  this->text(whole);
}

void Output::text(std::string_view text) {
  const std::lock_guard lock(mutex_);
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      throw OutputClosed();
    } else if (errno == EAGAIN) {
      wait_until_writable(descriptor_);
    } else if (errno != EINTR) {
      throw base::EnvironmentError(
          fmt::format("cannot write the output: {}", std::strerror(errno)));
    }
  }
}

void Output::json_line(const contract::Json& value) {
  line(value.dump(-1, ' ', false, contract::Json::error_handler_t::replace));
}

}  // namespace chefs::cli
