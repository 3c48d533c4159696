// The server's greeting, INFO {…}, as a client must see it that reaches the
// server through a tunnel: TLS is done already, other addresses are of no use.
// Not for later INFO lines: clients ignore what they say about TLS.
// Source: NATS client protocol, "INFO".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chefs::consumer {

// The line without its tls_* and connect_urls fields; any other line, or an
// INFO that is not JSON, comes back as it is. The end of the line is kept.
std::string without_server_hints(std::string_view line);

// The first line of a stream of bytes, as it comes in pieces.
class Greeting {
 public:
  bool is_done() const { return is_done_; }
  // It has no end yet, and no greeting is so long.
  bool is_too_long() const;
  // What is to go to the client; empty until the line is complete, and then
  // with the bytes that came after it.
  std::string add(std::string_view bytes);

 private:
  std::string text_;
  bool is_done_ = false;
};

}  // namespace chefs::consumer
