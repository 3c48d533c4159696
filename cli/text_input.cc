#include "cli/text_input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/environment_error.h"
#include "contract/secret.h"

namespace chefs::cli {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
// Of lines that are taken at a time.
constexpr std::size_t kEnoughBytes = 4 << 20;

int open_input(const std::filesystem::path& file) {
  if (file.empty()) return STDIN_FILENO;
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    throw base::EnvironmentError(
        fmt::format("cannot read {}: {}", file.string(), std::strerror(errno)));
  }
  return descriptor;
}

}  // namespace

TextInput::TextInput(const std::filesystem::path& file, Process& process)
    : signals_(process.signals),
      name_(file.empty() ? "standard input" : file.string()),
      descriptor_(open_input(file)) {
  if (::isatty(descriptor_) == 1) {
    process.err.line("Reading from the terminal; Ctrl-D on a new line ends.");
  }
}

TextInput::~TextInput() {
  contract::wipe(pending_);
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::optional<std::string> TextInput::read_all() {
  while (read_more()) {
  }
  if (interrupted_) return std::nullopt;
  return std::exchange(pending_, {});
}

std::optional<std::string> TextInput::read_line() {
  std::size_t end = pending_.find('\n', searched_);
  while (end == std::string::npos) {
    searched_ = pending_.size();
    if (!read_more()) {
      searched_ = 0;
      if (interrupted_ || pending_.empty()) return std::nullopt;
      return std::exchange(pending_, {});
    }
    end = pending_.find('\n', searched_);
  }
  std::string line = pending_.substr(0, end);
  pending_.erase(0, end + 1);
  searched_ = 0;
  return line;
}

bool TextInput::has_more_at_hand() {
  while (pending_.find('\n', searched_) == std::string::npos) {
    searched_ = pending_.size();
    if (is_at_end_) return !pending_.empty();
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, 0) <= 0) return false;
    read_more();
    if (interrupted_) return false;
  }
  return true;
}

std::vector<std::string> TextInput::read_lines(std::size_t most) {
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  while (lines.size() < most && bytes < kEnoughBytes) {
    if (!lines.empty() && !has_more_at_hand()) break;
    std::optional<std::string> line = read_line();
    if (!line) break;
    bytes += line->size();
    lines.push_back(*std::move(line));
  }
  return lines;
}

bool TextInput::read_more() {
  std::array<pollfd, 2> waiting{
      {{descriptor_, POLLIN, 0}, {signals_.descriptor(), POLLIN, 0}}};
  if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
    throw base::EnvironmentError(
        fmt::format("cannot wait for {}: {}", name_, std::strerror(errno)));
  }
  if (waiting[1].revents != 0 && signals_.take()) {
    interrupted_ = true;
    return false;
  }
  if (waiting[0].revents == 0) return true;

  const std::size_t before = pending_.size();
  pending_.resize(before + kReadBytes);
  const ssize_t got = ::read(descriptor_, pending_.data() + before, kReadBytes);
  pending_.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
  if (got < 0 && errno != EINTR) {
    throw base::EnvironmentError(
        fmt::format("cannot read {}: {}", name_, std::strerror(errno)));
  }
  is_at_end_ = got == 0;
  return got != 0;
}

}  // namespace chefs::cli
