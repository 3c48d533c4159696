#include "cli/plaintext_json.h"

#include <openssl/evp.h>

#include <string>
#include <variant>

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

std::string to_base64(const std::string& bytes) {
  // Four characters for each three bytes, and OpenSSL's closing NUL.
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

}  // namespace

Json as_json(const contract::Opened& opened) {
  if (const auto* fault = std::get_if<contract::OpenFault>(&opened)) {
    return Json{{"rejected", contract::to_string(*fault)}};
  }
  const auto& plaintext = std::get<std::string>(opened);
  if (is_utf8(plaintext)) return Json{{"plaintext", plaintext}};
  return Json{{"plaintextBase64", to_base64(plaintext)}};
}

}  // namespace chefs::cli
