// What opening sealed text gave, as `decrypt --json` and the session adapter of
// the decryptor suite spell it: {"plaintext"}, {"plaintextBase64"} for bytes
// that are not UTF-8, or {"rejected"}.
#pragma once

#include "contract/cryptr.h"

namespace chefs::cli {

contract::Json as_json(const contract::Opened& opened);

}  // namespace chefs::cli
