// Makes libsodium ready, once, before its first use.
// Source: libsodium documentation, sodium_init: safe from several threads.
#pragma once

#include <sodium.h>

#include <stdexcept>

namespace chefs::contract {

inline void ensure_sodium_is_ready() {
  static const bool is_ready = sodium_init() >= 0;
  if (!is_ready) throw std::runtime_error("cannot start libsodium");
}

}  // namespace chefs::contract
