// What each account on the CHEFS server may publish and subscribe to.
// Not enforced here: the server does that (producer/server/server_config.h).
// Source: bcgov/event-stream-service charts/ @054e25e.
//
//   for (std::string_view subject : consumer_permissions().publish) …
#pragma once

#include <span>
#include <string_view>

namespace chefs::contract {

struct AccountPermissions {
  std::span<const std::string_view> publish;
  std::span<const std::string_view> subscribe;
};

AccountPermissions consumer_permissions();
AccountPermissions producer_permissions();

}  // namespace chefs::contract
