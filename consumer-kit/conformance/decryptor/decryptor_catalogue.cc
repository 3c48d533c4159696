#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/check_input.h"
#include "consumer-kit/conformance/decryptor/recipe/named_inputs.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe_reader.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

class CatalogueReader {
 public:
  explicit CatalogueReader(const std::filesystem::path& dir);

  DecryptorCatalogue read();

 private:
  DecryptorCase read_case(const JsonPlace& place, const std::string& group);
  DecryptorCheck read_check(const JsonPlace& place, CaseInfo& info);

  std::filesystem::path dir_;
  NamedInputs named_;
  std::shared_ptr<KeyStore> keys_ = std::make_shared<KeyStore>();
  DecryptorCatalogue out_;
  CaseInfoReader infos_{"decrypt.", "decryptor", out_.flags, out_.mutants};
};

Watch read_watch(const JsonPlace& place) {
  return choice_or(place, "watch", Watch::kNothing,
                   {{"key-leak", Watch::kKeyLeak},
                    {"plaintext-leak", Watch::kPlaintextLeak},
                    {"release", Watch::kRelease}});
}

NamedInputs load_named_inputs(const std::filesystem::path& path) {
  const JsonFile file = base::read_json_file(path);
  return read_named_inputs(JsonPlace(file));
}

CatalogueReader::CatalogueReader(const std::filesystem::path& dir)
    : dir_(dir), named_(load_named_inputs(dir / "material.json")) {
  out_.keys = keys_;
  out_.flags = load_flags(dir / "flags.json");
  out_.mutants = load_mutants(dir / "mutants.json");
}

DecryptorCheck CatalogueReader::read_check(const JsonPlace& place,
                                           CaseInfo& info) {
  DecryptorCheck out;
  out.name = read_hyphenated_word(place.at("name"));
  out.expectation = choice<Expectation>(
      place.at("expect"),
      {{"accept", Expectation::kAccept}, {"reject", Expectation::kReject}});
  ReadRecipe read = read_recipe(place, named_);
  out.key = std::move(read.key);
  info.definition += read.resolved;
  announce_keys(read.recipe, *keys_);
  const auto recipe = std::make_shared<const Recipe>(std::move(read.recipe));
  if (const auto* sealed = std::get_if<SealedData>(recipe.get()))
    out.sealed = std::shared_ptr<const SealedData>(recipe, sealed);
  out.input = [recipe, expectation = out.expectation, keys = keys_,
               id = check_id(info, out)] {
    try {
      return make_input(*recipe, expectation, *keys);
    } catch (const std::out_of_range& error) {
      throw base::EnvironmentError("cannot make the input of " + id + ": " +
                                   error.what() + "; mend its recipe");
    }
  };
  return out;
}

DecryptorCase CatalogueReader::read_case(const JsonPlace& place,
                                         const std::string& group) {
  place.allow_only({"id", "title", "level", "requirement", "source", "flags",
                    "meaning", "fix", "mutants", "watch", "checks"});
  DecryptorCase out{.info = infos_.read(place, group),
                    .checks = {},
                    .watch = read_watch(place)};
  std::set<std::string> names;
  for (const JsonPlace& check : place.at("checks").elements()) {
    out.checks.push_back(read_check(check, out.info));
    if (!names.insert(out.checks.back().name).second) {
      check.at("name").fail("a name used once in its case");
    }
  }
  if (out.checks.empty()) place.at("checks").fail("at least one check");
  return out;
}

DecryptorCatalogue CatalogueReader::read() {
  out_.groups =
      read_groups(dir_, [&](const JsonPlace& place, const std::string& group) {
        out_.cases.push_back(read_case(place, group));
      });
  require_killers(out_.mutants, infos_of(out_.cases), dir_ / "mutants.json");
  return std::move(out_);
}

}  // namespace

DecryptorCatalogue load_decryptor_catalogue(const std::filesystem::path& dir) {
  return CatalogueReader(dir).read();
}

std::vector<DecryptorCase> load_decryptor_cases(
    const std::filesystem::path& dir) {
  return load_decryptor_catalogue(dir).cases;
}

}  // namespace chefs::conformance
