#include "cli/plaintext_json.h"

#include <string>
#include <variant>

#include "contract/base64_text.h"
#include "contract/json.h"

namespace chefs::cli {
namespace {

using contract::Json;

bool is_utf8(const std::string& text) {
  try {
    Json(text).dump();
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

}  // namespace

Json as_json(const contract::Opened& opened) {
  if (const auto* fault = std::get_if<contract::OpenFault>(&opened)) {
    return Json{{"rejected", contract::to_string(*fault)}};
  }
  const auto& plaintext = std::get<std::string>(opened);
  if (is_utf8(plaintext)) return Json{{"plaintext", plaintext}};
  return Json{{"plaintextBase64", contract::to_base64(plaintext)}};
}

}  // namespace chefs::cli
