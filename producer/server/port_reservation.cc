#include "producer/server/port_reservation.h"

#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>

namespace chefs::producer {

std::optional<PortReservation> PortReservation::hold(const std::string& address,
                                                     int port) {
  using boost::asio::ip::tcp;
  boost::system::error_code error;
  const auto ip = boost::asio::ip::make_address(address, error);
  if (error) return std::nullopt;
  tcp::endpoint endpoint(ip, static_cast<unsigned short>(port));
  base::FileDescriptor socket(
      ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  socklen_t size = static_cast<socklen_t>(endpoint.capacity());
  if (::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) !=
          0 ||
      ::bind(socket.get(), endpoint.data(),
             static_cast<socklen_t>(endpoint.size())) != 0 ||
      ::getsockname(socket.get(), endpoint.data(), &size) != 0) {
    return std::nullopt;
  }
  return PortReservation(std::move(socket), endpoint.port());
}

}  // namespace chefs::producer
