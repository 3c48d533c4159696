// A right decryptor in C++, for `chefs-mock conform decryptor`. All of the
// cryptography is in the toolkit's library contract/ (contract/cryptr.h); here
// are the two ways to drive it:
//
//   printf %s "$HEX" | ENCRYPTION_KEY=… decryptor    one input
//   decryptor --session                              JSON lines
#include <openssl/evp.h>

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "contract/cryptr.h"
#include "contract/json.h"

namespace {

using chefs::contract::DerivedKey;
using chefs::contract::Json;
using chefs::contract::Opened;
using chefs::contract::OpenFault;
using chefs::contract::Salt;
using chefs::contract::Secret;

// Exit 0 with the plaintext on standard output, or 1 and nothing.
int one_shot() {
  const char* key = std::getenv("ENCRYPTION_KEY");
  if (key == nullptr || *key == '\0') {
    std::cerr << "ENCRYPTION_KEY is not set; give the form's key in it\n";
    return 2;
  }
  const std::string data(std::istreambuf_iterator<char>(std::cin), {});
  const Opened opened = chefs::contract::open(data, Secret(key));
  if (const auto* fault = std::get_if<OpenFault>(&opened)) {
    std::cerr << "rejected: " << explain(*fault) << '\n';
    return 1;
  }
  std::cout << std::get<std::string>(opened) << std::flush;
  return std::cout ? 0 : 2;
}

std::string base64(const std::string& bytes) {
  // Four characters for each three bytes begun, and a NUL.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

// Keys that were derived already, by all that they depend on. For the suite,
// which asks hundreds of times with a few salts; CHEFS makes a new salt for
// each payload, so a consumer gains nothing by it.
using KnownKeys = std::map<std::pair<std::string, Salt>, DerivedKey>;

Opened open(const Json& data, const std::string& key, KnownKeys& known) {
  if (!data.is_string()) return OpenFault::kNotAString;
  const std::string& sealed = data.get_ref<const std::string&>();
  const auto salt = chefs::contract::salt_of(sealed);
  if (const auto* fault = std::get_if<OpenFault>(&salt)) return *fault;
  const auto [entry, is_new] = known.try_emplace({key, std::get<Salt>(salt)});
  if (is_new)
    entry->second = chefs::contract::derive_key(key, std::get<Salt>(salt));
  return chefs::contract::open_with(sealed, entry->second);
}

std::string answer_to_decrypt(const Json& request, KnownKeys& known) {
  Json answer = {{"id", request.at("id")}};
  const Opened opened = open(request.at("data"), request.at("key"), known);
  if (const auto* fault = std::get_if<OpenFault>(&opened)) {
    answer["rejected"] = explain(*fault);
    return answer.dump();
  }
  const std::string& plaintext = std::get<std::string>(opened);
  try {
    answer["plaintext"] = plaintext;
    return answer.dump();
  } catch (const Json::type_error&) {  // the plaintext is not UTF-8
    answer.erase("plaintext");
    answer["plaintextBase64"] = base64(plaintext);
    return answer.dump();
  }
}

std::string answer_to(const std::string& kind, const Json& request,
                      KnownKeys& known) {
  if (kind == "decrypt") return answer_to_decrypt(request, known);
  if (kind == "start") {
    return Json{{"ready",
                 {{"name", "chefs-example-cpp"},
                  {"version", "1.0.0"},
                  {"unsupported", Json::array()}}}}
        .dump();
  }
  return Json{{"id", request.at("id")}, {"unsupported", "unknown request"}}
      .dump();
}

int session() {
  KnownKeys known;
  std::string line;
  while (std::getline(std::cin, line)) {
    const Json message = Json::parse(line);
    const auto member = message.begin();
    if (member.key() == "stop") break;
    std::cout << answer_to(member.key(), member.value(), known) << std::endl;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const bool in_session = argc > 1 && std::string_view(argv[1]) == "--session";
  return in_session ? session() : one_shot();
}
