#include "consumer-kit/conformance/decryptor/recipe/named_inputs.h"

#include "consumer-kit/conformance/decryptor/recipe/bytes.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

constexpr std::size_t kMaxSaltBytes = 64;
constexpr std::size_t kMaxIvBytes = 16;

NamedKey read_key(const JsonPlace& place) {
  place.allow_only({"text", "hex", "note"});
  if (const auto hex = place.find("hex")) {
    return {.bytes = read_hex(*hex), .is_bytes_only = true};
  }
  const JsonPlace text = place.at("text");
  if (text.words().find('\0') != std::string::npos) {
    text.fail("text without NUL: a key travels in the environment");
  }
  return {.bytes = text.words()};
}

// The first bytes of the SHA-512 of a text, so that anybody can make them
// again, or bytes that are given.
std::string read_bytes(const JsonPlace& place, std::size_t size) {
  place.allow_only({"sha512_of", "hex", "note"});
  if (const auto text = place.find("sha512_of")) {
    return sha512(text->words()).substr(0, size);
  }
  std::string bytes = read_hex(place.at("hex"));
  if (bytes.size() > size) {
    place.at("hex").fail("at most " + std::to_string(size) + " bytes in hex");
  }
  return bytes;
}

template <typename Map>
std::string read_default(const JsonPlace& defaults, std::string_view what,
                         const Map& known) {
  const JsonPlace place = defaults.at(what);
  if (!known.contains(place.text())) place.fail("a name from this file");
  return place.text();
}

}  // namespace

NamedInputs read_named_inputs(const JsonPlace& root) {
  root.allow_only({"default", "keys", "salts", "ivs"});
  NamedInputs out;
  for (const auto& [name, place] : root.at("keys").members()) {
    out.keys.emplace(name, read_key(place));
  }
  for (const auto& [name, place] : root.at("salts").members()) {
    out.salts.emplace(name, read_bytes(place, kMaxSaltBytes));
  }
  for (const auto& [name, place] : root.at("ivs").members()) {
    out.ivs.emplace(name, read_bytes(place, kMaxIvBytes));
  }
  const JsonPlace defaults = root.at("default");
  defaults.allow_only({"key", "salt", "iv", "plaintext"});
  out.default_key = read_default(defaults, "key", out.keys);
  out.default_salt = read_default(defaults, "salt", out.salts);
  out.default_iv = read_default(defaults, "iv", out.ivs);
  out.default_plaintext = defaults.at("plaintext").words();
  return out;
}

}  // namespace chefs::conformance
