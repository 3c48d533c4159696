#include "base/url.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace chefs::base {
namespace {

// What holds an @ anywhere may hold a password, and is not quoted.
UrlFault fault(std::string_view text, const std::string& reason) {
  if (text.find('@') != std::string_view::npos)
    return {"the address " + reason};
  return {"the address \"" + std::string(text) + "\" " + reason};
}

// Source: RFC 3986, section 3.1. Without this a path or a query with another
// URL in it would be a scheme.
bool is_scheme(std::string_view text) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '+' ||
                  c == '-' || c == '.';
         });
}

struct Authority {
  std::string_view host;
  std::string_view port;
};

// "host", "host:port", "[v6]", "[v6]:port".
std::optional<Authority> split_authority(std::string_view text) {
  Authority parts;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    parts.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    parts.host = text.substr(0, text.find(':'));
    rest = text.substr(parts.host.size());
  }
  if (parts.host.find_first_of("[]") != std::string_view::npos) {
    return std::nullopt;
  }
  if (rest.empty()) return parts;
  if (rest.front() != ':') return std::nullopt;
  parts.port = rest.substr(1);
  if (parts.port.empty()) return std::nullopt;
  return parts;
}

bool is_port(std::string_view text) {
  const auto value = whole_number<unsigned>(text);
  return value && *value > 0 && *value <= 65'535;
}

bool has_space_or_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
  });
}

}  // namespace

std::string authority_of(const Url& url) {
  const bool is_v6 = url.host.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + url.host + "]" : url.host;
  return url.port.empty() ? host : host + ":" + url.port;
}

std::variant<Url, UrlFault> parse_url(std::string_view text) {
  Url url;
  std::string_view rest = text;
  const auto end = text.find("://");
  if (end != std::string_view::npos && is_scheme(text.substr(0, end))) {
    url.scheme = lower_case(text.substr(0, end));
    rest = text.substr(end + 3);
  }
  const auto authority_text = rest.substr(0, rest.find_first_of("/?"));
  if (authority_text.find('@') != std::string_view::npos) {
    return UrlFault{"an address holds a user or a password; leave them out"};
  }
  if (has_space_or_control(text)) return fault(text, "holds white space");
  const auto authority = split_authority(authority_text);
  if (!authority) return fault(text, "is not of the form host:port");
  if (authority->host.empty()) return fault(text, "names no host");
  if (!authority->port.empty() && !is_port(authority->port)) {
    return fault(text, "has a port that is not in 1-65535");
  }
  url.host = authority->host;
  url.port = authority->port;
  url.path = rest.substr(authority_text.size());
  if (!url.path.starts_with('/')) url.path.insert(0, "/");
  return url;
}

}  // namespace chefs::base
