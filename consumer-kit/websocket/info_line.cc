#include "consumer-kit/websocket/info_line.h"

#include "contract/json.h"

namespace chefs::consumer {

std::string without_server_hints(std::string_view line) {
  constexpr std::string_view kInfo = "INFO ";
  const auto body_end = line.find_last_not_of("\r\n") + 1;
  if (!line.starts_with(kInfo) || body_end <= kInfo.size()) {
    return std::string(line);
  }
  const auto body = line.substr(kInfo.size(), body_end - kInfo.size());
  auto info = contract::Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!info.is_object()) return std::string(line);
  for (const char* key : {"tls_required", "tls_available", "tls_verify",
                          "connect_urls", "ws_connect_urls"}) {
    info.erase(key);
  }
  return std::string(kInfo) + info.dump() + std::string(line.substr(body_end));
}

}  // namespace chefs::consumer
