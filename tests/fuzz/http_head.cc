// The head of a WebSocket's handshake as the proxy passes it on, request and
// answer. The judge of what is a header line is Boost.Beast, for heads that it
// takes at all.
#include "consumer-kit/conformance/proxy/http_head.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <string>

#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace conformance;
namespace http = boost::beast::http;

template <bool is_request>
bool parse(std::string_view head,
           http::parser<is_request, http::empty_body>& parser) {
  boost::system::error_code error;
  parser.put(boost::asio::buffer(head.data(), head.size()), error);
  return !error && parser.is_header_done();
}

template <bool is_request>
void check_with_beast(std::string_view head, std::string_view passed_on) {
  http::parser<is_request, http::empty_body> before;
  if (!parse(head, before)) return;
  http::parser<is_request, http::empty_body> after;
  require(parse(passed_on, after), "a head stays a head");
  const auto& fields = after.get();
  require(fields.count(http::field::sec_websocket_extensions) == 0,
          "extensions are taken out");
  for (const auto& field : before.get()) {
    if (field.name() == http::field::sec_websocket_extensions) continue;
    require(fields.count(field.name_string()) ==
                before.get().count(field.name_string()),
            "no other field is taken out");
  }
  if constexpr (!is_request) {
    require(is_switching_protocols(head) == (before.get().result_int() == 101),
            "101 alone switches protocols");
  }
}

}  // namespace

void run(std::string_view bytes) {
  const auto size = head_bytes(bytes);
  require(size.has_value() == (bytes.find("\r\n\r\n") != bytes.npos),
          "a head ends at an empty line");
  require(!size || !head_bytes(bytes.substr(0, *size - 1)),
          "it is whole no sooner");
  const std::string_view head = bytes.substr(0, size.value_or(bytes.size()));
  const std::string passed_on = without_extensions(head);
  require(passed_on.size() <= head.size(), "nothing is added");
  require(without_extensions(passed_on) == passed_on, "once is enough");
  require(head.starts_with(first_line(head)), "the first line is the first");
  is_switching_protocols(head);
  if (!size) return;
  check_with_beast<true>(head, passed_on);
  check_with_beast<false>(head, passed_on);
}

}  // namespace chefs::fuzz
