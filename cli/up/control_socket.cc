#include "cli/up/control_socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/environment_error.h"
#include "contract/json.h"

namespace chefs::cli {
namespace {

using base::EnvironmentError;
using base::FileDescriptor;
using contract::Json;

constexpr const char* kSocketName = "control";
constexpr int kWaiting = 8;
// A command is a word.
constexpr std::size_t kMostBytes = 64 * 1024;
constexpr timeval kAskerPatience{.tv_sec = 2, .tv_usec = 0};

// A socket's path may have no more than 107 bytes; the way over the folder's
// descriptor is short, however deep the folder lies.
class SocketPlace {
 public:
  explicit SocketPlace(const std::filesystem::path& folder)
      : folder_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    address_.sun_family = AF_UNIX;
    const std::string path =
        fmt::format("/proc/self/fd/{}/{}", folder_.get(), kSocketName);
    path.copy(address_.sun_path, sizeof(address_.sun_path) - 1);
  }

  const sockaddr* address() const {
    return reinterpret_cast<const sockaddr*>(&address_);
  }
  socklen_t size_bytes() const { return sizeof(address_); }

 private:
  FileDescriptor folder_;
  sockaddr_un address_{};
};

FileDescriptor new_socket() {
  return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

void send_line(int socket, std::string text) {
  text += '\n';
  std::string_view left = text;
  while (!left.empty()) {
    const ssize_t sent = ::send(socket, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return;
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// Without its end. What came before the other side went away, if it did.
std::string read_line(int socket) {
  std::string line;
  std::array<char, 4096> buffer{};
  while (line.size() < kMostBytes && line.find('\n') == std::string::npos) {
    const ssize_t got = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    line.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return line.substr(0, line.find('\n'));
}

bool is_of_this_user(int socket) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
         peer.uid == ::geteuid();
}

}  // namespace

ControlSocket::ControlSocket(const std::filesystem::path& run_folder)
    : listener_(new_socket()) {
  const SocketPlace place(run_folder);
  if (::bind(listener_.get(), place.address(), place.size_bytes()) != 0 ||
      ::listen(listener_.get(), kWaiting) != 0) {
    throw EnvironmentError(fmt::format("cannot listen for commands in {}: {}",
                                       run_folder.string(),
                                       std::strerror(errno)));
  }
}

void ControlSocket::answer(const std::function<Json(const std::string&)>& act) {
  const FileDescriptor asker(
      ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!asker || !is_of_this_user(asker.get())) return;
  // One who says nothing must not hold up the others.
  ::setsockopt(asker.get(), SOL_SOCKET, SO_RCVTIMEO, &kAskerPatience,
               sizeof(kAskerPatience));
  const std::string asked = read_line(asker.get());
  if (!asked.empty()) send_line(asker.get(), act(asked).dump());
}

Json ask_control(const std::filesystem::path& run_folder,
                 const std::string& command) {
  const FileDescriptor socket = new_socket();
  const SocketPlace place(run_folder);
  if (::connect(socket.get(), place.address(), place.size_bytes()) != 0) {
    throw EnvironmentError(
        fmt::format("cannot reach the chefs-mock up of {}: "
                    "{}",
                    run_folder.string(), std::strerror(errno)));
  }
  send_line(socket.get(), command);
  Json answer = Json::parse(read_line(socket.get()), nullptr, false);
  if (answer.is_object()) return answer;
  throw EnvironmentError(fmt::format(
      "the chefs-mock up of {} ended before it answered", run_folder.string()));
}

}  // namespace chefs::cli
