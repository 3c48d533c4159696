// CRC-16/XMODEM (polynomial 0x1021, initial value 0), the checksum of NKeys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace chefs::contract {

// 0x31C3 for the nine bytes "123456789".
std::uint16_t crc16(std::span<const std::byte> bytes);

}  // namespace chefs::contract
