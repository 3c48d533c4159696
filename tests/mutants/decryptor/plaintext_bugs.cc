// Bugs that change the plaintext on its way out, whatever is in it.
#include <algorithm>

#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/text_tools.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto changes(std::function<Bytes(const Bytes&)> change) {
  return [change](Steps& steps) { change_plaintext(steps, change); };
}

// The last byte tells how many bytes of its kind are padding (PKCS#7).
Bytes without_padding(const Bytes& plaintext) {
  if (plaintext.empty()) return plaintext;
  const auto count = static_cast<unsigned char>(plaintext.back());
  if (count == 0 || count > 16 || count > plaintext.size()) return plaintext;
  const Bytes padding(count, plaintext.back());
  if (!plaintext.ends_with(padding)) return plaintext;
  return plaintext.substr(0, plaintext.size() - count);
}

Bytes without_trailing_nuls(const Bytes& plaintext) {
  return plaintext.substr(0, plaintext.find_last_not_of('\0') + 1);
}

Bytes without_control_characters(Bytes plaintext) {
  std::erase_if(plaintext, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  return plaintext;
}

Bytes as_json_string(const Bytes& plaintext) {
  return Json(plaintext).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Bytes hex_decoded(const Bytes& plaintext) {
  return plaintext.empty() ? plaintext
                           : from_hex(plaintext).value_or(plaintext);
}

// Texts of a few letters look like base64 by accident.
Bytes base64_decoded(const Bytes& plaintext) {
  if (plaintext.size() < 8 || plaintext.size() % 4 != 0) return plaintext;
  return from_base64(plaintext).value_or(plaintext);
}

void opens_twice(Steps& steps) {
  change_result(steps, [](const Request& request, Opened opened) {
    if (is_rejected(opened)) return opened;
    const Bytes& plaintext = std::get<Bytes>(opened);
    if (plaintext.size() < 2 * kPrefixBytes || !from_hex(plaintext))
      return opened;
    const Steps right = right_steps();
    Opened again = right.open({plaintext, request.key}, right);
    return is_rejected(again) ? opened : again;
  });
}

}  // namespace

std::vector<Bug> plaintext_bugs() {
  return {
      {"adds-final-newline",
       changes([](const Bytes& plaintext) { return plaintext + '\n'; })},
      {"adds-prefix", changes([](const Bytes& plaintext) {
         return "Decrypted: " + plaintext;
       })},
      {"quotes-plaintext", changes(as_json_string)},
      {"refuses-empty-plaintext",
       [](Steps& steps) {
         require_plaintext(steps, [](const Bytes& p) { return !p.empty(); });
       }},
      {"upper-cases-plaintext", changes(upper)},
      {"c-string-plaintext", changes([](const Bytes& plaintext) {
         return plaintext.substr(0, plaintext.find('\0'));
       })},
      {"strips-trailing-nuls", changes(without_trailing_nuls)},
      {"strips-padding", changes(without_padding)},
      {"drops-control-characters", changes(without_control_characters)},
      {"decodes-hex-plaintext", changes(hex_decoded)},
      {"decodes-base64-plaintext", changes(base64_decoded)},
      {"opens-twice", opens_twice},
  };
}

}  // namespace chefs::mutants
