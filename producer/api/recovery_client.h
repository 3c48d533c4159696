// Hands a submission in to the recovery API that `up` serves in another
// process, so that its consumers can download it.
#pragma once

#include <chrono>
#include <string>

#include "contract/secret.h"
#include "producer/generator/form.h"

namespace chefs::producer {

struct RecoveryApiAccess {
  // http://127.0.0.1:PORT
  std::string url;
  contract::Secret token;
  // For the whole of one request.
  std::chrono::milliseconds timeout{10'000};
};

// Empty if it was taken; otherwise what went wrong.
std::string hand_in(const RecoveryApiAccess& api, const Submission& submission,
                    const contract::Secret& api_key);

}  // namespace chefs::producer
