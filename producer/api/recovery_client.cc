#include "producer/api/recovery_client.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "contract/js_json.h"
#include "contract/json.h"
#include "producer/generator/rows.h"

namespace chefs::producer {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

using Response = http::response<http::string_body>;

http::request<http::string_body> put_request(const RecoveryApiAccess& api,
                                             const Submission& submission,
                                             const contract::Secret& api_key) {
  http::request<http::string_body> request(
      http::verb::put, "/chefs-mock/submissions/" + submission.id, 11);
  request.set(http::field::host, "127.0.0.1");
  request.set(http::field::authorization,
              fmt::format("Bearer {}", api.token.reveal()));
  request.set(http::field::content_type, "application/json");
  request.keep_alive(false);
  request.body() =
      contract::stringify({{"formId", submission.version->form_id},
                           {"apiKey", std::string(api_key.reveal())},
                           {"download", submission_download(submission)}});
  request.prepare_payload();
  return request;
}

asio::awaitable<Response> exchange(http::request<http::string_body> request,
                                   std::uint16_t port,
                                   std::chrono::milliseconds timeout) {
  boost::beast::tcp_stream stream(co_await asio::this_coro::executor);
  stream.expires_after(timeout);
  co_await stream.async_connect(
      tcp::endpoint(asio::ip::address_v4::loopback(), port),
      asio::use_awaitable);
  co_await http::async_write(stream, request, asio::use_awaitable);
  boost::beast::flat_buffer buffer;
  Response response;
  co_await http::async_read(stream, buffer, response, asio::use_awaitable);
  co_return response;
}

}  // namespace

std::string hand_in(const RecoveryApiAccess& api, const Submission& submission,
                    const contract::Secret& api_key) {
  const auto port = static_cast<std::uint16_t>(
      std::stoul(api.url.substr(api.url.rfind(':') + 1)));
  asio::io_context io;
  auto answer = asio::co_spawn(
      io, exchange(put_request(api, submission, api_key), port, api.timeout),
      asio::use_future);
  io.run();
  try {
    const Response response = answer.get();
    if (response.result() == http::status::no_content) return {};
    return fmt::format("the recovery API answered {}", response.result_int());
  } catch (const boost::system::system_error& error) {
    if (error.code() == boost::beast::error::timeout) {
      return fmt::format("the recovery API did not answer in {} ms",
                         api.timeout.count());
    }
    return error.code().message();
  }
}

}  // namespace chefs::producer
