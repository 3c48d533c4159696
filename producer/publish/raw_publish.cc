#include "producer/publish/raw_publish.h"

#include <sodium.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <fmt/format.h>

#include <charconv>

#include "contract/hex.h"
#include "contract/json.h"

namespace chefs::producer {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using contract::Json;
using Kind = RawPublishAnswer::Kind;

constexpr const char* kReplySubject = "_INBOX.chefs-mock-raw";

struct Address {
  std::string host;
  std::string port = "4222";
};

std::optional<Address> parse_address(std::string_view url) {
  constexpr std::string_view kScheme = "nats://";
  if (url.substr(0, kScheme.size()) == kScheme) {
    url.remove_prefix(kScheme.size());
  }
  if (url.find("://") != std::string_view::npos) return std::nullopt;
  if (const auto at = url.rfind('@'); at != std::string_view::npos) {
    url.remove_prefix(at + 1);
  }
  url = url.substr(0, url.find('/'));
  Address address;
  const auto colon = url.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && url.find(']', colon) == url.npos;
  if (has_port) {
    address.port = url.substr(colon + 1);
    url = url.substr(0, colon);
  }
  if (url.size() > 1 && url.front() == '[') url = url.substr(1, url.size() - 2);
  address.host = url;
  return address;
}

std::string base64url(std::span<const std::byte> bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(),
                    reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

// CONNECT's options, with the server's nonce signed if it gave one.
std::string connect_line(const Json& info,
                         const std::optional<contract::UserNkey>& nkey) {
  Json options = {{"verbose", false},     {"pedantic", false},
                  {"lang", "chefs-mock"}, {"version", "1"},
                  {"protocol", 1},        {"name", "chefs-mock unchecked"}};
  if (nkey && info.contains("nonce")) {
    const auto nonce = info.at("nonce").get<std::string>();
    options["nkey"] = nkey->public_key();
    options["sig"] = base64url(nkey->sign(contract::as_bytes(nonce)));
  }
  return "CONNECT " + options.dump() + "\r\n";
}

// One connection, one message, one answer.
class RawConnection {
 public:
  RawConnection(const OutgoingMessage& message,
                const RawPublishOptions& options)
      : message_(message), options_(options) {}

  RawPublishAnswer run(const Address& address) {
    deadline_.expires_after(options_.timeout);
    deadline_.async_wait([this](boost::system::error_code ec) {
      if (!ec) finish(Kind::kFailed, "the server did not answer in time");
    });
    tcp::resolver resolver(io_);
    boost::system::error_code fault;
    const auto endpoints = resolver.resolve(address.host, address.port, fault);
    if (fault) return {.text = fault.message(), .ack = {}};
    asio::async_connect(socket_, endpoints,
                        [this](boost::system::error_code ec, const auto&) {
                          if (ec) return finish(Kind::kFailed, ec.message());
                          read_line();
                        });
    io_.run();
    return answer_;
  }

 private:
  void finish(Kind kind, std::string text) {
    if (is_finished_) return;
    is_finished_ = true;
    answer_.kind = kind;
    answer_.text = std::move(text);
    deadline_.cancel();
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  void read_line() {
    asio::async_read_until(
        socket_, asio::dynamic_buffer(input_), "\r\n",
        [this](boost::system::error_code ec, std::size_t size) {
          if (ec) return on_end(ec);
          const std::string line = input_.substr(0, size - 2);
          input_.erase(0, size);
          on_line(line);
        });
  }

  // The server says why before it closes; a close without a word happens too,
  // when the kernel throws away what was not read.
  void on_end(boost::system::error_code ec) {
    if (!is_sent_) return finish(Kind::kFailed, ec.message());
    finish(Kind::kDropped, "without a word (" + ec.message() + ")");
  }

  void on_line(const std::string& line) {
    if (line.starts_with("INFO ")) return on_info(line.substr(5));
    if (line.starts_with("-ERR")) return on_error(line.substr(4));
    if (line.starts_with("MSG ")) return on_answer(line);
    if (!is_finished_) read_line();
  }

  void on_info(const std::string& text) {
    const Json info = Json::parse(text, nullptr, false);
    if (info.is_discarded()) {
      return finish(Kind::kFailed, "the server does not speak NATS");
    }
    // A server may send INFO again at any time.
    if (!is_sent_) send_message(info);
    read_line();
  }

  void send_message(const Json& info) {
    is_sent_ = true;
    output_ =
        connect_line(info, options_.nkey) +
        fmt::format("SUB {} 1\r\nPUB {} {} {}\r\n", kReplySubject,
                    message_.subject, kReplySubject, message_.bytes.size());
    output_ += message_.bytes;
    output_ += "\r\n";
    // Writing goes on beside reading: the server answers before it has taken
    // the whole message. That writing fails then is no news.
    asio::async_write(socket_, asio::buffer(output_),
                      [](boost::system::error_code, std::size_t) {});
  }

  void on_error(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\'')) {
      text.remove_prefix(1);
    }
    if (!text.empty() && text.back() == '\'') text.remove_suffix(1);
    const bool is_too_large = text == "Maximum Payload Violation";
    finish(is_too_large ? Kind::kDropped : Kind::kFailed, std::string(text));
  }

  // MSG <subject> <subscription> <size>
  void on_answer(const std::string& line) {
    std::size_t size = 0;
    const char* const start = line.data() + line.find_last_of(' ') + 1;
    std::from_chars(start, line.data() + line.size(), size);
    const std::size_t missing = size > input_.size() ? size - input_.size() : 0;
    asio::async_read(socket_, asio::dynamic_buffer(input_),
                     asio::transfer_exactly(missing),
                     [this, size](boost::system::error_code ec, std::size_t) {
                       if (ec) return finish(Kind::kFailed, ec.message());
                       answer_.ack = read_publish_ack(input_.substr(0, size));
                       finish(Kind::kAcknowledged, {});
                     });
  }

  const OutgoingMessage& message_;
  const RawPublishOptions& options_;
  asio::io_context io_;
  tcp::socket socket_{io_};
  asio::steady_timer deadline_{io_};
  std::string input_;
  std::string output_;
  bool is_sent_ = false;
  bool is_finished_ = false;
  RawPublishAnswer answer_;
};

}  // namespace

RawPublishAnswer raw_publish(const OutgoingMessage& message,
                             const RawPublishOptions& options) {
  const std::optional<Address> address = parse_address(options.url);
  if (!address) {
    RawPublishAnswer answer;
    answer.text =
        "a message above max_payload can only be sent to a nats:// address, "
        "not over TLS";
    return answer;
  }
  return RawConnection(message, options).run(*address);
}

}  // namespace chefs::producer
