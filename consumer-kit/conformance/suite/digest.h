// SHA-256 in lower-case hex, and the digest that names a set of cases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

std::string sha256_hex(std::string_view bytes);

// Over the ids and definitions of the cases, whatever their order. Two runs
// with the same digest asked the same questions.
std::string case_set_digest(const std::vector<CaseInfo>& cases);

}  // namespace chefs::conformance
