#include "tests/consumer-kit/socket.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

namespace chefs::tests {
namespace {

constexpr int kDeadlineMs = 10'000;

void check(bool is_good, const char* what) {
  if (!is_good) throw std::runtime_error(std::string(what) + " failed");
}

void wait_for(int descriptor, short events) {
  pollfd state{descriptor, events, 0};
  check(::poll(&state, 1, kDeadlineMs) == 1, "waiting on a socket");
}

int new_tcp() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check(descriptor >= 0, "socket");
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return descriptor;
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

}  // namespace

Socket::Socket(int descriptor) : descriptor_(descriptor) {}

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Socket::Socket(Socket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Socket Socket::connect(int port) {
  Socket socket(new_tcp());
  const auto address = loopback(port);
  check(
      ::connect(socket.descriptor_, reinterpret_cast<const sockaddr*>(&address),
                sizeof(address)) == 0,
      "connect");
  return socket;
}

void Socket::write(std::string_view bytes) {
  while (!bytes.empty()) {
    wait_for(descriptor_, POLLOUT);
    const auto sent =
        ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    check(sent > 0, "send");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Socket::write_byte_by_byte(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) write(bytes.substr(i, 1));
}

std::size_t Socket::write_until_blocked(std::string_view bytes,
                                        std::chrono::milliseconds patience) {
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    pollfd state{descriptor_, POLLOUT, 0};
    if (::poll(&state, 1, static_cast<int>(patience.count())) != 1) break;
    const auto sent = ::send(descriptor_, bytes.data() + taken,
                             bytes.size() - taken, MSG_NOSIGNAL | MSG_DONTWAIT);
    check(sent > 0, "send");
    taken += static_cast<std::size_t>(sent);
  }
  return taken;
}

std::string Socket::read(std::size_t size_bytes) {
  std::string bytes(size_bytes, '\0');
  std::size_t have = 0;
  while (have < size_bytes) {
    wait_for(descriptor_, POLLIN);
    const auto got =
        ::recv(descriptor_, bytes.data() + have, size_bytes - have, 0);
    check(got > 0, "recv");
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

std::string Socket::read_until(std::string_view end) {
  std::string bytes;
  while (!bytes.ends_with(end)) bytes += read(1);
  return bytes;
}

std::string Socket::read_to_end() {
  std::string bytes;
  char chunk[65'536];
  for (;;) {
    wait_for(descriptor_, POLLIN);
    const auto got = ::recv(descriptor_, chunk, sizeof(chunk), 0);
    if (got <= 0) return bytes;
    bytes.append(chunk, static_cast<std::size_t>(got));
  }
}

void Socket::shut() { ::shutdown(descriptor_, SHUT_RDWR); }

void Socket::reset() {
  const linger now{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  ::close(std::exchange(descriptor_, -1));
}

Listener::Listener() : socket_(new_tcp()) {
  auto address = loopback(0);
  socklen_t size = sizeof(address);
  auto* name = reinterpret_cast<sockaddr*>(&address);
  check(::bind(socket_.descriptor(), name, size) == 0, "bind");
  check(::listen(socket_.descriptor(), 16) == 0, "listen");
  check(::getsockname(socket_.descriptor(), name, &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
}

Socket Listener::accept() {
  const int descriptor =
      ::accept4(socket_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);
  check(descriptor >= 0, "accept");
  Socket socket(descriptor);
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return socket;
}

void Listener::shut() { socket_.shut(); }

}  // namespace chefs::tests
