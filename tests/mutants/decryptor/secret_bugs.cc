// Bugs that let out, beside a rejection, what nobody may see.
#include "tests/mutants/decryptor/bugs.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto logs(
    std::function<std::string(const Request&, const Rejected&)> secret) {
  return [secret](Steps& steps) {
    steps.log_on_reject = [secret](const Request& request,
                                   const Rejected& rejected) {
      return "cannot open it: " + secret(request, rejected);
    };
  };
}

std::string key_of(const Request& request, const Rejected&) {
  return request.key;
}

std::string plaintext_of(const Request&, const Rejected& rejected) {
  return rejected.unverified;
}

void rejects_with_plaintext(Steps& steps) {
  change_result(steps, [](const Request&, Opened opened) {
    if (auto* rejected = std::get_if<Rejected>(&opened))
      rejected->reason += ": " + rejected->unverified;
    return opened;
  });
}

}  // namespace

std::vector<Bug> secret_bugs() {
  return {
      {"logs-key", logs(key_of)},
      {"logs-key-as-hex", logs([](const Request& request, const Rejected&) {
         return to_hex(request.key);
       })},
      {"logs-key-as-base64", logs([](const Request& request, const Rejected&) {
         return to_base64(request.key);
       })},
      {"logs-plaintext", logs(plaintext_of)},
      {"logs-plaintext-as-hex",
       logs([](const Request&, const Rejected& rejected) {
         return to_hex(rejected.unverified);
       })},
      {"rejects-with-plaintext", rejects_with_plaintext},
  };
}

}  // namespace chefs::mutants
