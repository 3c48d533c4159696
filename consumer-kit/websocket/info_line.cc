#include "consumer-kit/websocket/info_line.h"

#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"

namespace chefs::consumer {
namespace {

// A greeting is below 1 KiB, more with many cluster nodes.
constexpr std::size_t kMaxGreetingBytes = 64 * 1024;

}  // namespace

std::string without_server_hints(std::string_view line) {
  constexpr std::string_view kInfo = "INFO ";
  const auto body_end = line.find_last_not_of("\r\n") + 1;
  if (!line.starts_with(kInfo) || body_end <= kInfo.size()) {
    return std::string(line);
  }
  const auto body = line.substr(kInfo.size(), body_end - kInfo.size());
  // Neither recursive nor slow, whatever a server sends.
  auto parsed = contract::parse_js_json(body);
  auto* info = std::get_if<contract::Json>(&parsed);
  if (info == nullptr || !info->is_object()) return std::string(line);
  for (const char* key : {"tls_required", "tls_available", "tls_verify",
                          "connect_urls", "ws_connect_urls"}) {
    info->erase(key);
  }
  return std::string(kInfo) + contract::stringify(*info) +
         std::string(line.substr(body_end));
}

bool Greeting::is_too_long() const {
  return !is_done_ && text_.size() > kMaxGreetingBytes;
}

std::string Greeting::add(std::string_view bytes) {
  text_.append(bytes);
  const auto end = text_.find('\n');
  if (end == std::string::npos) return {};
  is_done_ = true;
  return without_server_hints(std::string_view(text_).substr(0, end + 1)) +
         text_.substr(end + 1);
}

}  // namespace chefs::consumer
