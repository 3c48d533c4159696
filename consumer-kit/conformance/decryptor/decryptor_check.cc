#include "consumer-kit/conformance/decryptor/decryptor_check.h"

namespace chefs::conformance {

std::string check_id(const CaseInfo& info, const DecryptorCheck& check) {
  return info.id + ":" + check.name;
}

}  // namespace chefs::conformance
