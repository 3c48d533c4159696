// What a server sends first, through the tunnel: however it is cut, a client
// gets the same, and a greeting that it understands.
#include <algorithm>
#include <string>

#include "consumer-kit/websocket/info_line.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using consumer::Greeting;

// What the client is given; nothing of it if there is no end of a line.
std::string passed_on(std::string_view bytes, std::size_t piece_bytes) {
  Greeting greeting;
  std::string given;
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(piece.size());
    if (greeting.is_done()) {
      given += piece;
    } else {
      given += greeting.add(piece);
      require(greeting.is_done() || given.empty(),
              "nothing is given before the line is whole");
    }
  }
  return given;
}

}  // namespace

void run(std::string_view text) {
  Input input(text);
  const std::size_t piece_bytes = 1 + input.byte();
  const std::string_view bytes = input.rest();
  const std::string given = passed_on(bytes, piece_bytes);
  require(given == passed_on(bytes, bytes.size() + 1),
          "however bytes are cut, the client gets the same");

  const std::size_t end = bytes.find('\n');
  require((end == bytes.npos) == given.empty(), "a whole line is given");
  if (end == bytes.npos) return;
  require(given.ends_with(bytes.substr(end)), "what follows is unchanged");
  if (!bytes.starts_with("INFO ")) {
    require(given == bytes, "what is no greeting is unchanged");
    return;
  }
  const std::string_view line =
      std::string_view(given).substr(0, given.size() - bytes.size() + end);
  const auto parsed = contract::parse_js_json(line.substr(5));
  const auto* info = std::get_if<contract::Json>(&parsed);
  if (info == nullptr || !info->is_object()) return;
  require(!info->contains("tls_required") && !info->contains("connect_urls"),
          "a greeting asks for no TLS and names no other servers");
}

}  // namespace chefs::fuzz
