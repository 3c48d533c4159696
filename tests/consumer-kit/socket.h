// A blocking TCP socket for tests. Whatever waits longer than ten seconds
// fails, so that a test never hangs.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace chefs::tests {

class Socket {
 public:
  explicit Socket(int descriptor = -1);
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;

  // To a port of 127.0.0.1.
  static Socket connect(int port);

  int descriptor() const { return descriptor_; }

  void write(std::string_view bytes);
  // Each byte in a segment of its own.
  void write_byte_by_byte(std::string_view bytes);
  // Writes until the other side has taken nothing for the given time; gives
  // how many bytes it took.
  std::size_t write_until_blocked(std::string_view bytes,
                                  std::chrono::milliseconds patience);

  // Throws if the end comes before.
  std::string read(std::size_t size_bytes);
  std::string read_until(std::string_view end);
  // Everything up to the end, or up to a reset.
  std::string read_to_end();

  // An end without a goodbye.
  void shut();
  // A reset.
  void reset();

 private:
  int descriptor_;
};

// Listens on an ephemeral port of 127.0.0.1.
class Listener {
 public:
  Listener();

  int port() const { return port_; }
  // Throws once the listener is shut.
  Socket accept();
  void shut();

 private:
  Socket socket_;
  int port_ = 0;
};

}  // namespace chefs::tests
