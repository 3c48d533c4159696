#include "producer/api/recovery_api.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <charconv>
#include <chrono>
#include <sstream>
#include <thread>

#include "base/environment_error.h"

namespace chefs::producer {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

// A peer that says nothing for so long is let go.
constexpr std::chrono::seconds kIdleLimit{30};
constexpr std::chrono::milliseconds kAcceptPause{100};
constexpr std::uint64_t kMaxBodyBytes = 16 << 20;
constexpr std::uint32_t kMaxHeaderBytes = 16 << 10;

using Respond = std::function<ApiScript::Response(const HttpRequest&)>;

// One connection: request, answer, next request. Keeps itself alive.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Respond respond,
          std::chrono::milliseconds slowness)
      : stream_(std::move(socket)),
        timer_(stream_.get_executor()),
        respond_(std::move(respond)),
        slowness_(slowness) {}

  void read() {
    parser_.emplace();
    parser_->body_limit(kMaxBodyBytes);
    parser_->header_limit(kMaxHeaderBytes);
    stream_.expires_after(kIdleLimit);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code ec, std::size_t) {
                       self->on_read(ec);
                     });
  }

 private:
  void on_read(error_code ec) {
    if (!ec) return deliver(respond_(parser_->get()));
    const bool is_malformed =
        ec.category() ==
            http::make_error_code(http::error::bad_method).category() &&
        ec != http::error::end_of_stream;
    if (!is_malformed) return;
    HttpResponse refusal = bad_request("Not an HTTP request: " + ec.message());
    refusal.keep_alive(false);
    write(std::move(refusal));
  }

  void deliver(ApiScript::Response response) {
    if (response.delivery == AnswerDelivery::kTruncated)
      return write_half(response.message,
                        [](Session& self) { self.stream_.close(); });
    if (response.delivery == AnswerDelivery::kStalled)
      return write_half(response.message, [](Session& self) { self.hold(); });
    if (response.delivery == AnswerDelivery::kNever) return hold();
    if (response.delivery == AnswerDelivery::kWhole)
      return write(std::move(response.message));
    timer_.expires_after(slowness_);
    timer_.async_wait([self = shared_from_this(),
                       message = std::move(response.message)](error_code ec) {
      if (!ec) self->write(message);
    });
  }

  // Until the peer hangs up.
  void hold() {
    stream_.expires_never();
    stream_.async_read_some(
        held_.prepare(1'024),
        [self = shared_from_this()](error_code ec, std::size_t) {
          if (!ec) self->hold();
        });
  }

  // The header promises all of it.
  template <typename Then>
  void write_half(const HttpResponse& response, Then then) {
    std::ostringstream text;
    text << response;
    half_ = text.str();
    half_.resize(half_.size() - response.body().size() / 2);
    asio::async_write(stream_, asio::buffer(half_),
                      [self = shared_from_this(), then](
                          error_code, std::size_t) { then(*self); });
  }

  void write(HttpResponse response) {
    response_ = std::move(response);
    if (response_.need_eof() || !parser_->get().keep_alive()) {
      response_.keep_alive(false);
    }
    http::async_write(stream_, response_,
                      [self = shared_from_this()](error_code ec, std::size_t) {
                        if (ec) return;
                        if (self->response_.keep_alive()) return self->read();
                        error_code ignored;
                        self->stream_.socket().shutdown(
                            tcp::socket::shutdown_send, ignored);
                      });
  }

  beast::tcp_stream stream_;
  asio::steady_timer timer_;
  Respond respond_;
  std::chrono::milliseconds slowness_;
  std::string half_;
  beast::flat_buffer buffer_;
  beast::flat_buffer held_;
  std::optional<http::request_parser<http::string_body>> parser_;
  HttpResponse response_;
};

}  // namespace

std::variant<ApiFailure, std::string> parse_api_failure(std::string_view text) {
  ApiFailure failure;
  const char* const end = text.data() + text.size();
  const auto status = std::from_chars(text.data(), end, failure.status);
  if (status.ec == std::errc() && status.ptr != end && *status.ptr == ':' &&
      failure.status >= 400 && failure.status <= 599) {
    const auto times = std::from_chars(status.ptr + 1, end, failure.times);
    if (times.ec == std::errc() && times.ptr == end) return failure;
  }
  return fmt::format(
      "expected STATUS:TIMES, e.g. 503:2, with a status from 400 to 599, found "
      "\"{}\"",
      text);
}

struct RecoveryApi::Server {
  Server(RecoveryStore& store, RecoveryApiOptions options)
      : answers(store, options.failure, std::move(options.token)),
        script(std::move(options.script), std::move(options.on_download)),
        slowness(options.slowness) {
    listen(options.port);
    accept();
    thread = std::jthread([this] { io.run(); });
  }

  ~Server() { io.stop(); }

  void listen(std::uint16_t port) {
    try {
      const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
      acceptor.open(endpoint.protocol());
      acceptor.set_option(tcp::acceptor::reuse_address(true));
      acceptor.bind(endpoint);
      acceptor.listen();
    } catch (const boost::system::system_error& error) {
      throw base::EnvironmentError(
          fmt::format("cannot serve the recovery API on 127.0.0.1 port {}: {}",
                      port, error.code().message()));
    }
  }

  void accept() {
    acceptor.async_accept([this](error_code ec, tcp::socket socket) {
      if (ec == asio::error::operation_aborted) return;
      if (ec) return accept_later();
      std::make_shared<Session>(
          std::move(socket),
          [this](const HttpRequest& request) {
            return script.respond(request, answers,
                                  std::chrono::steady_clock::now());
          },
          slowness)
          ->read();
      accept();
    });
  }

  // Out of file descriptors, most likely: trying again at once would only spin.
  void accept_later() {
    retry.expires_after(kAcceptPause);
    retry.async_wait([this](error_code ec) {
      if (!ec) accept();
    });
  }

  RecoveryAnswers answers;
  ApiScript script;
  const std::chrono::milliseconds slowness;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer retry{io};
  // Last: it ends before what it uses.
  std::jthread thread;
};

RecoveryApi::RecoveryApi(RecoveryStore& store, RecoveryApiOptions options)
    : server_(std::make_unique<Server>(store, std::move(options))) {}

RecoveryApi::~RecoveryApi() = default;

std::string RecoveryApi::url() const {
  return fmt::format("http://127.0.0.1:{}",
                     server_->acceptor.local_endpoint().port());
}

}  // namespace chefs::producer
