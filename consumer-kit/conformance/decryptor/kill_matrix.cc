#include "consumer-kit/conformance/decryptor/kill_matrix.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_place.h"
#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {
namespace {

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

std::size_t widest_name(const MutantList& list) {
  std::size_t width = 0;
  for (const Mutant& mutant : list.mutants)
    width = std::max(width, mutant.name.size());
  return width;
}

std::vector<std::string> ids_in(const DecryptorCatalogue& catalogue,
                                const CaseGroup& group) {
  std::vector<std::string> ids;
  for (const DecryptorCase& asked : catalogue.cases)
    if (name_in_group(group_of(asked.info.id)) == group.name)
      ids.push_back(asked.info.id);
  return ids;
}

// The groups' names, each at the first of its columns; what does not fit
// between two is cut.
std::string heading(const DecryptorCatalogue& catalogue, std::size_t width) {
  std::string line(width + 1, ' ');
  for (const CaseGroup& group : catalogue.groups) {
    const std::size_t columns = ids_in(catalogue, group).size();
    line += fmt::format("{:<{}}", group.name.substr(0, columns), columns + 1);
  }
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string row(const Mutant& mutant, const std::set<std::string>& killers,
                const DecryptorCatalogue& catalogue, std::size_t width) {
  std::string line = fmt::format("{:<{}}", mutant.name, width);
  for (const CaseGroup& group : catalogue.groups) {
    line += ' ';
    for (const std::string& id : ids_in(catalogue, group))
      line += id == mutant.killed_by ? '#' : killers.contains(id) ? 'x' : '.';
  }
  return line + "\n";
}

}  // namespace

KillMatrix load_kill_matrix(const std::filesystem::path& path,
                            const DecryptorCatalogue& catalogue) {
  const JsonFile file = read_json_file(path);
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

std::string kill_matrix_as_text(const KillMatrix& kills,
                                const DecryptorCatalogue& catalogue) {
  const std::size_t width = widest_name(catalogue.mutants);
  std::string out = heading(catalogue, width);
  for (const Mutant& mutant : catalogue.mutants.mutants)
    out += row(mutant, kills.at(mutant.name), catalogue, width);
  return out;
}

}  // namespace chefs::conformance
