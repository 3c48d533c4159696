#include "consumer-kit/reference/http_get.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <utility>

#include "base/await.h"
#include "base/printable.h"
#include "base/text.h"
#include "contract/base64_text.h"

namespace chefs::consumer {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using base::kAwait;
using base::printable;
using boost::system::error_code;

using Answer = std::variant<HttpResponse, HttpFailure>;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

std::string basic_authorization(const std::string& user,
                                const contract::Secret& password) {
  std::string plain = user + ":";
  plain += password.reveal();
  std::string header = "Basic " + contract::to_base64(plain);
  contract::wipe(plain);
  return header;
}

http::request<http::empty_body> make_request(const HttpRequest& asked) {
  http::request<http::empty_body> request(http::verb::get, asked.url.path, 11);
  request.set(http::field::host, authority_of(asked.url));
  request.set(http::field::user_agent, "chefs-mock");
  request.set(http::field::accept, "application/json");
  request.set(http::field::connection, "close");
  request.set(http::field::authorization,
              basic_authorization(asked.user, asked.password));
  return request;
}

std::optional<std::chrono::seconds> seconds_in(std::string_view text) {
  const auto value = base::whole_number<unsigned>(text);
  if (!value) return std::nullopt;
  return std::chrono::seconds(*value);
}

HttpResponse make_response(http::response<http::string_body> message) {
  HttpResponse response;
  response.status = message.result_int();
  response.reason =
      printable({message.reason().data(), message.reason().size()});
  const auto retry_after = message[http::field::retry_after];
  response.retry_after = seconds_in({retry_after.data(), retry_after.size()});
  response.body = std::move(message.body());
  return response;
}

HttpFailure failure(error_code error) {
  if (error == beast::error::timeout) return {"it took too long"};
  if (error == http::error::partial_message ||
      error == asio::ssl::error::stream_truncated) {
    return {"the answer was cut off"};
  }
  if (error == http::error::end_of_stream || error == asio::error::eof) {
    return {"the connection was closed without an answer"};
  }
  return {error.message()};
}

template <class Stream>
asio::awaitable<Answer> exchange(Stream& stream, const HttpRequest& asked) {
  const auto request = make_request(asked);
  const auto [not_sent, sent] =
      co_await http::async_write(stream, request, kAwait);
  if (not_sent) co_return failure(not_sent);
  http::response_parser<http::string_body> parser;
  parser.body_limit(asked.max_body_bytes);
  beast::flat_buffer buffer;
  const auto [not_read, read] =
      co_await http::async_read(stream, buffer, parser, kAwait);
  if (not_read) co_return failure(not_read);
  co_return make_response(parser.release());
}

asio::awaitable<error_code> connect(beast::tcp_stream& stream,
                                    const HttpRequest& asked) {
  const bool is_tls = asked.url.scheme == "https";
  const std::string port =
      !asked.url.port.empty() ? asked.url.port : (is_tls ? "443" : "80");
  asio::ip::tcp::resolver resolver(stream.get_executor());
  const auto [unresolved, endpoints] =
      co_await resolver.async_resolve(asked.url.host, port, kAwait);
  if (unresolved) co_return unresolved;
  stream.expires_after(asked.timeout);
  const auto [refused, endpoint] =
      co_await stream.async_connect(endpoints, kAwait);
  co_return refused;
}

asio::awaitable<Answer> get_plain(const HttpRequest& asked,
                                  asio::io_context& io) {
  beast::tcp_stream stream(io);
  const error_code refused = co_await connect(stream, asked);
  if (refused) co_return failure(refused);
  co_return co_await exchange(stream, asked);
}

asio::awaitable<Answer> get_tls(const HttpRequest& asked,
                                asio::io_context& io) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  error_code unreadable;
  if (asked.ca_file.empty()) {
    tls.set_default_verify_paths(unreadable);
  } else {
    tls.load_verify_file(asked.ca_file.string(), unreadable);
  }
  if (unreadable) {
    co_return HttpFailure{"the CA file " + asked.ca_file.string() +
                          " cannot be read: " + unreadable.message()};
  }
  TlsStream stream(io, tls);
  error_code not_an_ip;
  asio::ip::make_address(asked.url.host, not_an_ip);
  if (not_an_ip) {
    SSL_set_tlsext_host_name(stream.native_handle(), asked.url.host.c_str());
  }
  stream.set_verify_mode(asio::ssl::verify_peer);
  stream.set_verify_callback(asio::ssl::host_name_verification(asked.url.host));
  const error_code refused =
      co_await connect(beast::get_lowest_layer(stream), asked);
  if (refused) co_return failure(refused);
  const auto [untrusted] =
      co_await stream.async_handshake(asio::ssl::stream_base::client, kAwait);
  if (untrusted) co_return failure(untrusted);
  co_return co_await exchange(stream, asked);
}

}  // namespace

Answer http_get(const HttpRequest& request, std::stop_token stop) {
  asio::io_context io(1);
  Answer answer = HttpFailure{"it was stopped"};
  const std::stop_callback end_early(stop, [&io] { io.stop(); });
  asio::co_spawn(io,
                 request.url.scheme == "https" ? get_tls(request, io)
                                               : get_plain(request, io),
                 [&answer](std::exception_ptr thrown, Answer got) {
                   if (!thrown) answer = std::move(got);
                 });
  io.run();
  return answer;
}

}  // namespace chefs::consumer
