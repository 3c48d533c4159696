// A port of this machine that nobody else is given while its server is down:
// a socket is bound to it and does not listen. A server that is restarted on a
// port that it once picked would else now and then find it taken, as the local
// end of somebody's connection.
//
// The server has to set SO_REUSEADDR, as nats-server does.
// Source: bind(2) and socket(7) of Linux, SO_REUSEADDR.
// Why: docs/decisions/0139.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/file_descriptor.h"

namespace chefs::producer {

class PortReservation {
 public:
  // Of an IP address; port 0 means any free one. Nothing if it cannot be had:
  // somebody listens on it, it is not for us, or the address is not this
  // machine's.
  static std::optional<PortReservation> hold(const std::string& address,
                                             int port);

  int port() const { return port_; }

 private:
  PortReservation(base::FileDescriptor socket, int port)
      : socket_(std::move(socket)), port_(port) {}

  base::FileDescriptor socket_;
  int port_;
};

}  // namespace chefs::producer
