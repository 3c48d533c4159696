#include "producer/recovery_client.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
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

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

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

}  // namespace

std::string hand_in(const RecoveryApiAccess& api, const Submission& submission,
                    const contract::Secret& api_key) {
  const std::string port = api.url.substr(api.url.rfind(':') + 1);
  try {
    boost::asio::io_context io;
    boost::beast::tcp_stream stream(io);
    stream.connect(tcp::resolver(io).resolve("127.0.0.1", port));
    http::write(stream, put_request(api, submission, api_key));
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(stream, buffer, response);
    if (response.result() == http::status::no_content) return {};
    return fmt::format("the recovery API answered {}", response.result_int());
  } catch (const boost::system::system_error& error) {
    return error.code().message();
  }
}

}  // namespace chefs::producer
