// What a nats-server's log says about its end. Pure: text from text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::producer {

inline constexpr std::size_t kLogTailLines = 12;

// Its last lines, each indented.
std::string log_tail(std::string_view log, std::size_t lines = kLogTailLines);

// The reason why a server did not start, and what to do, if the log tells one
// that is known: a port in use, an address that is not this machine's, a store
// that cannot be written.
std::optional<std::string> explain_failed_start(std::string_view log);

}  // namespace chefs::producer
