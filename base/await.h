// How our coroutines wait for Boost.Asio: an operation's error is a value of
// its result, never an exception.
//
//   const auto [error, size] = co_await socket.async_read_some(place, kAwait);
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace chefs::base {

inline constexpr auto kAwait =
    boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace chefs::base
