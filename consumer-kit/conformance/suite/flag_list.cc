#include "consumer-kit/conformance/suite/flag_list.h"

#include "base/json_place.h"

namespace chefs::conformance {

std::vector<Flag> load_flags(const std::filesystem::path& path) {
  const base::JsonFile file = base::read_json_file(path);
  const base::JsonPlace root(file);
  root.allow_only({"flags"});
  std::vector<Flag> out;
  for (const auto& [name, place] : root.at("flags").members()) {
    place.allow_only({"what", "effect", "links"});
    out.push_back({.name = name,
                   .what = place.at("what").words(),
                   .effect = place.at("effect").words(),
                   .links = place.at("links").words_list()});
  }
  return out;
}

}  // namespace chefs::conformance
