// Addresses and times as people and servers write them, one a line.
#include <chrono>
#include <string>
#include <variant>

#include "base/url.h"
#include "base/utc_time.h"
#include "consumer-kit/websocket/server_address.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace consumer;

void check_url(std::string_view text) {
  const auto read = base::parse_url(text);
  if (const auto* fault = std::get_if<base::UrlFault>(&read)) {
    require(!fault->text.empty(), "a fault says what is wrong");
    require(text.find('@') == text.npos || text.size() < 12 ||
                fault->text.find(text) == std::string::npos,
            "what may hold a password is not quoted");
    return;
  }
  const auto& url = std::get<base::Url>(read);
  require(!url.host.empty(), "a URL has a host");
  require(url.path.starts_with('/'), "a path starts with a slash");
  const std::string again = (url.scheme.empty() ? "" : url.scheme + "://") +
                            authority_of(url) + url.path;
  const auto reread = base::parse_url(again);
  const auto* same = std::get_if<base::Url>(&reread);
  require(same != nullptr, "a URL that was read can be read again");
  require(same->host == url.host && same->port == url.port &&
              same->path == url.path && same->scheme == url.scheme,
          "a URL means the same when it is written again");
}

void check_server(std::string_view text) {
  const auto read = parse_server_address(text);
  if (const auto* fault = std::get_if<base::UrlFault>(&read)) {
    require(!fault->text.empty(), "a fault says what is wrong");
    return;
  }
  const auto& address = std::get<ServerAddress>(read);
  const auto reread = parse_server_address(to_string(address));
  const auto* same = std::get_if<ServerAddress>(&reread);
  require(same != nullptr, "an address that was read can be read again");
  require(same->host == address.host && same->port == address.port &&
              same->path == address.path && same->scheme == address.scheme,
          "an address means the same when it is written again");
  require(host_header(address).find_first_of("\r\n ") == std::string::npos,
          "a Host header is one word");
}

void check_time(std::string_view text) {
  const auto time = base::parse_utc(text);
  if (!time) return;
  require(base::parse_utc(base::format_utc(*time)) == time,
          "a time is written as it was");
  require(
      base::parse_utc(base::format_utc(
                          std::chrono::floor<std::chrono::milliseconds>(*time)))
          .has_value(),
      "milliseconds are a time too");
}

}  // namespace

void run(std::string_view text) {
  Input input(text);
  do {
    const std::string_view line = input.line();
    check_url(line);
    check_server(line);
    check_time(line);
  } while (!input.is_empty());
}

}  // namespace chefs::fuzz
