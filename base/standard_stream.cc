#include "base/standard_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include "base/environment_error.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using base::FileDescriptor;

template <typename... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

FileDescriptor opened(const std::filesystem::path& path, int flags) {
  constexpr mode_t kOwnerOnly = 0600;
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC, kOwnerOnly));
  if (!file) {
    throw EnvironmentError(
        fmt::format("cannot open {}: {}", path.string(), ::strerror(errno)));
  }
  return file;
}

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw EnvironmentError(
        fmt::format("cannot make a pipe: {}", ::strerror(errno)));
  }
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

}  // namespace

int StandardStream::descriptor_of_program() const {
  return theirs_ ? theirs_.get() : inherited_;
}

StandardStream StandardStream::input(const InputFrom& from) {
  StandardStream stream;
  const auto discard = [&](Discarded) {
    stream.theirs_ = opened("/dev/null", O_RDONLY);
  };
  const auto inherit = [&](Inherited) { stream.inherited_ = STDIN_FILENO; };
  const auto pipe = [&](Piped) {
    Pipe ends = make_pipe();
    stream.theirs_ = std::move(ends.read_end);
    stream.ours_ = std::move(ends.write_end);
  };
  std::visit(Overloaded{discard, inherit, pipe}, from);
  return stream;
}

StandardStream StandardStream::output(const OutputTo& to, int inherited) {
  StandardStream stream;
  const auto discard = [&](Discarded) {
    stream.theirs_ = opened("/dev/null", O_WRONLY);
  };
  const auto inherit = [&](Inherited) { stream.inherited_ = inherited; };
  const auto pipe = [&](Piped) {
    Pipe ends = make_pipe();
    stream.theirs_ = std::move(ends.write_end);
    stream.ours_ = std::move(ends.read_end);
  };
  const auto file = [&](const ToFile& target) {
    stream.theirs_ = opened(target.path, O_WRONLY | O_CREAT | O_APPEND);
  };
  std::visit(Overloaded{discard, inherit, pipe, file}, to);
  return stream;
}

}  // namespace chefs::producer
