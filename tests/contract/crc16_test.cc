#include "contract/internal/crc16.h"

#include <gtest/gtest.h>

#include "contract/hex.h"

namespace chefs::contract {
namespace {

// The check value that catalogues of CRCs give for CRC-16/XMODEM.
TEST(Crc16, GivesTheCheckValueOfXmodem) {
  EXPECT_EQ(crc16(as_bytes("123456789")), 0x31C3);
}

TEST(Crc16, IsZeroForNoBytes) { EXPECT_EQ(crc16({}), 0); }

}  // namespace
}  // namespace chefs::contract
