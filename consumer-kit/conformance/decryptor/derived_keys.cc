#include "consumer-kit/conformance/decryptor/derived_keys.h"

#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "contract/cryptr.h"
#include "contract/hex.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

std::string key_bytes(const JsonPlace& place) {
  const auto bytes = contract::from_hex(place.text());
  if (!bytes || bytes->size() != contract::kKeyBytes)
    place.fail("a key of 32 bytes in hex");
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

}  // namespace

contract::Json derived_keys_as_json(const DerivedKeys& keys) {
  contract::Json by_id = contract::Json::object();
  for (const auto& [id, key] : keys) by_id[id] = hex_of(key);
  return {{"$schema", "schemas/derived-keys.schema.json"},
          {"throwAway", true},
          {"keys", by_id}};
}

DerivedKeys read_derived_keys(const std::filesystem::path& path) {
  const JsonFile file = base::read_json_file(path);
  const JsonPlace root(file);
  root.allow_only({"throwAway", "keys"});
  DerivedKeys keys;
  for (const auto& [id, place] : root.at("keys").members())
    keys.emplace(id, key_bytes(place));
  return keys;
}

}  // namespace chefs::conformance
