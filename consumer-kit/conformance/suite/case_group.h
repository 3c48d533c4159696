// Cases that belong together, and a case's id in two parts: "decrypt.tag" and
// "flipped-bit".
#pragma once

#include <string>
#include <string_view>

namespace chefs::conformance {

// "tag", "The authentication tag".
struct CaseGroup {
  std::string name;
  std::string title;
};

inline std::string group_of(std::string_view id) {
  const std::size_t dot = id.rfind('.');
  return std::string(dot == std::string_view::npos ? id : id.substr(0, dot));
}

inline std::string name_in_group(std::string_view id) {
  const std::size_t dot = id.rfind('.');
  return std::string(dot == std::string_view::npos ? id : id.substr(dot + 1));
}

}  // namespace chefs::conformance
