#include "consumer-kit/conformance/consumer/exec_watch.h"

#include <fmt/format.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

namespace chefs::conformance {
namespace {

using base::FileDescriptor;

#if defined(__x86_64__)
constexpr std::uint32_t kProcessor = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kProcessor = AUDIT_ARCH_AARCH64;
#else
// Of no processor: each call passes, and nothing is seen.
constexpr std::uint32_t kProcessor = 0;
#endif

// Of a command line that is kept, and of all that wait to be taken.
constexpr std::size_t kMostLineBytes = 1024 * 1024;
constexpr std::size_t kMostWaitingBytes = 64 * 1024 * 1024;
constexpr std::size_t kPageBytes = 4096;
// The kernel's may be longer than those that this was compiled with.
constexpr std::size_t kMostNoticeBytes = 1024;

std::string error_words(int number) {
  return std::generic_category().message(number);
}

// Has execve and execveat ask, and lets all else pass.
int install_filter() noexcept {
  std::array<sock_filter, 7> filter = {{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kProcessor, 0, 4),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  const sock_fprog program{static_cast<unsigned short>(filter.size()),
                           filter.data()};
  return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                    SECCOMP_FILTER_FLAG_NEW_LISTENER,
                                    &program));
}

// One byte, which a descriptor goes with; or an errno, in its place.
struct MachineWord {
  int error = 0;
};

void send_listener(int socket, int listener, MachineWord word) noexcept {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  iovec part{&word, sizeof(word)};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (listener >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &listener, sizeof(int));
  }
  ::sendmsg(socket, &message, MSG_NOSIGNAL);
}

// What stands there in another process; fewer bytes if it does not go on.
std::size_t read_memory(pid_t pid, std::uint64_t from, void* into,
                        std::size_t size_bytes) {
  iovec ours{into, size_bytes};
  iovec theirs{reinterpret_cast<void*>(from), size_bytes};
  const ssize_t count = ::process_vm_readv(pid, &ours, 1, &theirs, 1, 0);
  return count < 0 ? 0 : static_cast<std::size_t>(count);
}

// Up to its zero byte, page by page: the next one may not be there.
bool append_text(pid_t pid, std::uint64_t from, std::string& out) {
  std::array<char, kPageBytes> page;
  while (out.size() < kMostLineBytes) {
    const std::size_t wanted = kPageBytes - from % kPageBytes;
    const std::size_t got = read_memory(pid, from, page.data(), wanted);
    if (got == 0) return false;
    const auto end = std::find(page.begin(), page.begin() + got, '\0');
    out.append(page.begin(), end);
    if (end != page.begin() + got) return true;
    from += got;
  }
  return true;
}

// Nothing if the process does not let itself be read.
std::optional<std::string> arguments_of(pid_t pid, std::uint64_t list) {
  std::string line;
  while (line.size() < kMostLineBytes) {
    std::uint64_t argument = 0;
    if (read_memory(pid, list, &argument, sizeof(argument)) != sizeof(argument))
      return std::nullopt;
    if (argument == 0) break;
    if (!line.empty()) line += ' ';
    if (!append_text(pid, argument, line)) return std::nullopt;
    list += sizeof(argument);
  }
  return line;
}

}  // namespace

ExecWatch::ExecWatch() {
  std::array<int, 2> pair{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
    throw std::system_error(errno, std::generic_category(),
                            "cannot make a pair of sockets");
  ours_ = FileDescriptor(pair[0]);
  theirs_ = FileDescriptor(pair[1]);
  if (kProcessor == 0) note_failure("this processor is not known");
  thread_ = std::jthread([this] { serve(); });
}

ExecWatch::~ExecWatch() { stop_.raise(); }

// System calls only: other threads may have held locks when it was forked.
// Without privileges the kernel wants to know that none will be gained.
void ExecWatch::in_child() const noexcept {
  if (kProcessor == 0) return;
  int listener = install_filter();
  if (listener < 0 && errno == EACCES &&
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    listener = install_filter();
  send_listener(theirs_.get(), listener, {listener < 0 ? errno : 0});
  if (listener >= 0) ::close(listener);
}

void ExecWatch::serve() {
  for (;;) {
    std::vector<pollfd> wanted{{stop_.get(), POLLIN, 0},
                               {ours_.get(), POLLIN, 0}};
    for (const FileDescriptor& listener : listeners_)
      wanted.push_back({listener.get(), POLLIN, 0});
    if (::poll(wanted.data(), wanted.size(), -1) < 0) continue;
    if (wanted[0].revents != 0) return;
    for (std::size_t i = 2; i < wanted.size(); ++i) {
      if (wanted[i].revents == 0) continue;
      const bool goes_on =
          (wanted[i].revents & POLLIN) != 0 && answer(wanted[i].fd);
      if (!goes_on) listeners_[i - 2].close();
    }
    std::erase_if(listeners_, [](const FileDescriptor& each) { return !each; });
    if (wanted[1].revents != 0) take_listener();
  }
}

void ExecWatch::take_listener() {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  MachineWord word;
  iovec part{&word, sizeof(word)};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  if (::recvmsg(ours_.get(), &message, MSG_CMSG_CLOEXEC) <= 0) return;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr)
    return note_failure(
        fmt::format("the system does not let it: {}", error_words(word.error)));
  int listener = -1;
  std::memcpy(&listener, CMSG_DATA(header), sizeof(listener));
  listeners_.emplace_back(listener);
}

// One call is let go on. False if nobody is left who could make one.
bool ExecWatch::answer(int listener) {
  alignas(seccomp_notif) std::array<std::byte, kMostNoticeBytes> bytes{};
  auto* notice = reinterpret_cast<seccomp_notif*>(bytes.data());
  if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, notice) != 0)
    // It was killed at that moment.
    return errno == ENOENT || errno == EINTR;
  const std::size_t at = notice->data.nr == SYS_execveat ? 2 : 1;
  auto line =
      arguments_of(static_cast<pid_t>(notice->pid), notice->data.args[at]);
  const bool is_alive =
      ::ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &notice->id) == 0;
  if (!line && is_alive)
    note_failure(
        fmt::format("a process cannot be read: {}", error_words(errno)));
  if (line && is_alive) {
    const std::lock_guard lock(mutex_);
    lines_bytes_ += line->size();
    if (lines_bytes_ <= kMostWaitingBytes) lines_.push_back(*std::move(line));
  }
  alignas(seccomp_notif_resp) std::array<std::byte, kMostNoticeBytes> word{};
  auto* response = reinterpret_cast<seccomp_notif_resp*>(word.data());
  response->id = notice->id;
  response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, response);
  return true;
}

void ExecWatch::note_failure(std::string why) {
  const std::lock_guard lock(mutex_);
  if (why_not_.empty()) why_not_ = std::move(why);
}

std::vector<std::string> ExecWatch::take() {
  const std::lock_guard lock(mutex_);
  lines_bytes_ = 0;
  return std::exchange(lines_, {});
}

std::string ExecWatch::why_not() const {
  const std::lock_guard lock(mutex_);
  return why_not_;
}

}  // namespace chefs::conformance
