// The parts of a URL with a host: scheme://host:port/path?query.
// Not a general URL parser: no fragment, no relative reference, and a user or
// password is refused, since what it names would end up in messages.
//
//   auto read = parse_url("https://chefs.example/app");
//   std::get<Url>(read).host;   // "chefs.example"
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace chefs::base {

struct Url {
  // In lower case; empty if the text has none.
  std::string scheme;
  // Without the brackets of an IPv6 address.
  std::string host;
  // Empty if the text has none.
  std::string port;
  // With its query; "/" if the text has none.
  std::string path;
};

// "host" or "host:port", an IPv6 host in brackets.
std::string authority_of(const Url& url);

// What is wrong with the text, which is quoted unless it holds a password.
struct UrlFault {
  std::string text;
};

std::variant<Url, UrlFault> parse_url(std::string_view text);

}  // namespace chefs::base
