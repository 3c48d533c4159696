// The head of the HTTP request or answer that opens a WebSocket, as the proxy
// passes it on. Not an HTTP parser: it takes what it must know out of the text.
// Source: RFC 6455, section 4; RFC 7692 (permessage-deflate).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::conformance {

// How many bytes the head has, its empty line included. Nothing while it is
// not wholly there.
std::optional<std::size_t> head_bytes(std::string_view bytes);

// Without Sec-WebSocket-Extensions: what is compressed, the proxy cannot read.
std::string without_extensions(std::string_view head);

// "HTTP/1.1 101 Switching Protocols"
std::string_view first_line(std::string_view head);
bool is_switching_protocols(std::string_view head);

}  // namespace chefs::conformance
