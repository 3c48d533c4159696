#include "consumer-kit/conformance/decryptor/known_mistakes.h"

#include <algorithm>
#include <set>

#include "base/json_place.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

std::set<std::string> check_ids(const DecryptorCatalogue& catalogue) {
  std::set<std::string> ids;
  for (const DecryptorCase& in : catalogue.cases)
    for (const DecryptorCheck& check : in.checks)
      ids.insert(check_id(in.info, check));
  return ids;
}

std::string fix_of(const DecryptorCatalogue& catalogue, const Mutant& mutant) {
  for (const DecryptorCase& in : catalogue.cases)
    if (in.info.id == mutant.killed_by) return in.info.fix;
  return "";
}

std::vector<KnownMistake::Sign> read_signs(const JsonPlace& place,
                                           const std::set<std::string>& ids) {
  std::vector<KnownMistake::Sign> signs;
  for (const auto& [check, answers] : place.members()) {
    if (!ids.contains(check)) answers.fail("a check of the catalogue");
    signs.push_back({check, answers.value().is_string()
                                ? std::vector{answers.words()}
                                : answers.words_list()});
  }
  if (signs.empty()) place.fail("at least one sign");
  return signs;
}

}  // namespace

std::vector<KnownMistake> load_known_mistakes(
    const std::filesystem::path& path, const DecryptorCatalogue& catalogue) {
  const JsonFile file = base::read_json_file(path);
  const JsonPlace root(file);
  root.allow_only({"mistakes"});
  const std::set<std::string> ids = check_ids(catalogue);
  std::set<std::string> names;
  std::vector<KnownMistake> mistakes;
  for (const JsonPlace& place : root.at("mistakes").elements()) {
    place.allow_only({"name", "fix", "signs"});
    const std::string name = place.at("name").words();
    const Mutant* mutant = catalogue.mutants.find(name);
    if (!mutant) place.at("name").fail("the name of a mutant");
    if (!names.insert(name).second) place.at("name").fail("a name used once");
    const auto fix = place.find("fix");
    mistakes.push_back({name, "your decryptor " + mutant->mistake,
                        fix ? fix->words() : fix_of(catalogue, *mutant),
                        read_signs(place.at("signs"), ids), mutant->adapter,
                        mutant->mistake});
  }
  return mistakes;
}

bool KnownMistake::accepts(std::string_view check) const {
  return std::ranges::any_of(signs, [&](const Sign& sign) {
    return sign.check == check && sign.is_shown_by("accept");
  });
}

std::set<std::string> checks_accepted_by_mistake(
    const std::vector<KnownMistake>& mistakes) {
  std::set<std::string> checks;
  for (const KnownMistake& mistake : mistakes)
    for (const KnownMistake::Sign& sign : mistake.signs)
      if (sign.is_shown_by("accept")) checks.insert(sign.check);
  return checks;
}

}  // namespace chefs::conformance
