#include "contract/internal/crc16.h"

namespace chefs::contract {

std::uint16_t crc16(std::span<const std::byte> bytes) {
  constexpr std::uint32_t kPolynomial = 0x1021;
  std::uint32_t crc = 0;
  for (const std::byte byte : bytes) {
    crc ^= std::to_integer<std::uint32_t>(byte) << 8;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc & 0x8000) != 0 ? crc << 1 ^ kPolynomial : crc << 1;
    }
  }
  return static_cast<std::uint16_t>(crc);
}

}  // namespace chefs::contract
