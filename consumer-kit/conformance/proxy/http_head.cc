#include "consumer-kit/conformance/proxy/http_head.h"

#include <algorithm>

#include "base/text.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kExtensions = "sec-websocket-extensions:";

bool begins_with_name(std::string_view line, std::string_view name) {
  return line.size() >= name.size() &&
         std::equal(
             name.begin(), name.end(), line.begin(),
             [](char wanted, char c) { return wanted == base::lower_case(c); });
}

}  // namespace

std::optional<std::size_t> head_bytes(std::string_view bytes) {
  const std::size_t end = bytes.find(kHeadEnd);
  if (end == std::string_view::npos) return std::nullopt;
  return end + kHeadEnd.size();
}

std::string without_extensions(std::string_view head) {
  std::string out;
  bool is_dropped = false;
  while (!head.empty()) {
    const std::size_t end = head.find(kLineEnd);
    const std::string_view line = head.substr(
        0, end == std::string_view::npos ? head.size() : end + kLineEnd.size());
    // A field goes on in lines that start with a blank.
    const bool goes_on = line.front() == ' ' || line.front() == '\t';
    is_dropped = goes_on ? is_dropped : begins_with_name(line, kExtensions);
    if (!is_dropped) out += line;
    head.remove_prefix(line.size());
  }
  return out;
}

std::string_view first_line(std::string_view head) {
  return head.substr(0, head.find(kLineEnd));
}

bool is_switching_protocols(std::string_view head) {
  const std::string_view line = first_line(head);
  const std::size_t space = line.find(' ');
  return space != std::string_view::npos && line.substr(space + 1, 3) == "101";
}

}  // namespace chefs::conformance
