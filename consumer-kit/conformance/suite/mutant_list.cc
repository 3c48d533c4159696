#include "consumer-kit/conformance/suite/mutant_list.h"

#include <algorithm>
#include <set>

#include "base/json_place.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

std::string new_name(const JsonPlace& place, std::set<std::string>& names) {
  if (!names.insert(place.words()).second) place.fail("a name used once");
  return place.words();
}

}  // namespace

const Mutant* MutantList::find(std::string_view name) const {
  const auto mutant = std::ranges::find(mutants, name, &Mutant::name);
  return mutant == mutants.end() ? nullptr : &*mutant;
}

MutantList load_mutants(const std::filesystem::path& path) {
  const JsonFile file = base::read_json_file(path);
  const JsonPlace root(file);
  root.allow_only({"mutants", "null_adapters"});
  std::set<std::string> names;
  MutantList out;
  for (const JsonPlace& place : root.at("mutants").elements()) {
    place.allow_only({"name", "mistake", "killed_by", "cause", "adapter"});
    out.mutants.push_back(
        {.name = new_name(place.at("name"), names),
         .mistake = place.at("mistake").words(),
         .killed_by = place.at("killed_by").words(),
         .adapter = choice_or(place, "adapter", MutantAdapter::kAny,
                              {{"one-shot", MutantAdapter::kOneShot}}),
         .cause = place.find("cause") ? place.at("cause").words() : ""});
  }
  for (const JsonPlace& place : root.at("null_adapters").elements()) {
    place.allow_only({"name", "mistake"});
    out.null_adapters.push_back({.name = new_name(place.at("name"), names),
                                 .mistake = place.at("mistake").words()});
  }
  return out;
}

}  // namespace chefs::conformance
