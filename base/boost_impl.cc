// The compiled part of Boost.Asio, Boost.Beast and Boost.Process, kept to one
// file so that the others compile quickly.
#include <boost/optional.hpp>
#include <boost/type_traits.hpp>
//
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
#include <boost/process/v2/src.hpp>
