// Boost.Process v2 with the headers that it uses but, in Boost 1.81 with
// std::filesystem, forgets to include. Include this one, not Boost's own.
#pragma once

#include <boost/asio/detail/throw_error.hpp>
#include <boost/optional.hpp>
#include <boost/type_traits.hpp>
//
#include <boost/process/v2.hpp>
