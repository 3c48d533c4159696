#include "consumer-kit/conformance/decryptor/kill_matrix.h"

#include <algorithm>

#include "base/json_place.h"
#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

std::set<std::string> read_ids(const JsonPlace& place,
                               const DecryptorCatalogue& catalogue) {
  std::set<std::string> ids;
  for (const JsonPlace& element : place.elements()) {
    const std::string& id = element.words();
    if (std::ranges::none_of(catalogue.cases, [&](const DecryptorCase& c) {
          return c.info.id == id;
        }))
      element.fail("a case of the catalogue");
    ids.insert(id);
  }
  return ids;
}

}  // namespace

KillMatrix load_kill_matrix(const std::filesystem::path& path,
                            const DecryptorCatalogue& catalogue) {
  const JsonFile file = base::read_json_file(path);
  const JsonPlace root(file);
  root.allow_only({"kills"});
  const JsonPlace kills = root.at("kills");
  KillMatrix matrix;
  for (const auto& [mutant, place] : kills.members()) {
    if (!catalogue.mutants.find(mutant))
      place.fail("a member for each mutant, and no other");
    matrix[mutant] = read_ids(place, catalogue);
  }
  for (const Mutant& mutant : catalogue.mutants.mutants)
    if (!matrix.contains(mutant.name))
      kills.fail("a member '" + mutant.name + "'");
  return matrix;
}

}  // namespace chefs::conformance
