// The server's greeting, INFO {…}, as a client must see it that reaches the
// server through a tunnel: TLS is done already, other addresses are of no use.
// Not for later INFO lines: clients ignore what they say about TLS.
// Source: NATS client protocol, "INFO".
#pragma once

#include <string>
#include <string_view>

namespace chefs::consumer {

// The line without its tls_* and connect_urls fields; any other line, or an
// INFO that is not JSON, comes back as it is. The end of the line is kept.
std::string without_server_hints(std::string_view line);

}  // namespace chefs::consumer
