#include "consumer-kit/conformance/decryptor_catalogue.h"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

#include "consumer-kit/conformance/json_place.h"
#include "consumer-kit/conformance/recipe/check_input.h"
#include "consumer-kit/conformance/recipe/choice.h"
#include "consumer-kit/conformance/recipe/material.h"
#include "consumer-kit/conformance/recipe/recipe_reader.h"
#include "contract/js_json.h"
#include "transport/environment_error.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kIdPrefix = "decrypt.";

class CatalogueReader {
 public:
  explicit CatalogueReader(const std::filesystem::path& dir);

  DecryptorCatalogue read();

 private:
  void read_group(const std::string& name);
  DecryptorCase read_case(const JsonPlace& place, const std::string& group);
  CaseInfo read_info(const JsonPlace& place, const std::string& group);
  std::vector<std::string> read_flags(const JsonPlace& place) const;
  std::vector<std::string> read_mutants(const JsonPlace& place) const;
  DecryptorCheck read_check(const JsonPlace& place, CaseInfo& info);
  void check_mutants() const;

  std::filesystem::path dir_;
  Material material_;
  std::shared_ptr<KeyStore> keys_ = std::make_shared<KeyStore>();
  std::set<std::string> ids_;
  DecryptorCatalogue out_;
};

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// "decrypt.<group>.<words>"
void require_id(const JsonPlace& place, const std::string& group) {
  const std::string prefix = std::string(kIdPrefix) + group + '.';
  const std::string& id = place.words();
  if (!id.starts_with(prefix) || !is_word(id.substr(prefix.size()))) {
    place.fail("an id like " + prefix + "words-with-hyphens");
  }
}

Watch read_watch(const JsonPlace& place) {
  return choice_or(place, "watch", Watch::kNothing,
                   {{"key-leak", Watch::kKeyLeak},
                    {"plaintext-leak", Watch::kPlaintextLeak},
                    {"release", Watch::kRelease}});
}

Material load_material(const std::filesystem::path& path) {
  const JsonFile file = read_json_file(path);
  return read_material(JsonPlace(file));
}

CatalogueReader::CatalogueReader(const std::filesystem::path& dir)
    : dir_(dir), material_(load_material(dir / "material.json")) {
  out_.flags = load_flags(dir / "flags.json");
  out_.mutants = load_mutants(dir / "mutants.json");
}

std::vector<std::string> CatalogueReader::read_flags(
    const JsonPlace& place) const {
  for (const JsonPlace& flag : place.elements()) {
    if (std::ranges::find(out_.flags, flag.words(), &Flag::name) ==
        out_.flags.end()) {
      flag.fail("a flag of flags.json");
    }
  }
  return place.words_list();
}

std::vector<std::string> CatalogueReader::read_mutants(
    const JsonPlace& place) const {
  for (const JsonPlace& mutant : place.elements()) {
    if (out_.mutants.find(mutant.words()) == nullptr) {
      mutant.fail("a mutant of mutants.json");
    }
  }
  if (place.elements().empty()) place.fail("at least one mutant");
  return place.words_list();
}

CaseInfo CatalogueReader::read_info(const JsonPlace& place,
                                    const std::string& group) {
  require_id(place.at("id"), group);
  CaseInfo info;
  info.id = place.at("id").words();
  if (!ids_.insert(info.id).second) place.at("id").fail("an id used once");
  info.title = place.at("title").words();
  info.level = choice<Level>(place.at("level"), {{"must", Level::kMust},
                                                 {"should", Level::kShould},
                                                 {"may", Level::kMay}});
  info.requirement = place.at("requirement").words();
  info.source = place.at("source").words();
  info.flags = read_flags(place.at("flags"));
  info.meaning = place.at("meaning").words();
  info.fix = place.at("fix").words();
  info.mutants = read_mutants(place.at("mutants"));
  for (const std::string& name : info.mutants) {
    info.likely_mistakes.push_back("Your decryptor " +
                                   out_.mutants.find(name)->mistake + '.');
  }
  info.definition = contract::stringify(place.value()) + '\n';
  return info;
}

DecryptorCheck CatalogueReader::read_check(const JsonPlace& place,
                                           CaseInfo& info) {
  DecryptorCheck out;
  if (!is_word(place.at("name").words())) {
    place.at("name").fail("a word of a–z, 0–9 and hyphens");
  }
  out.name = place.at("name").words();
  out.expectation = choice<Expectation>(
      place.at("expect"),
      {{"accept", Expectation::kAccept}, {"reject", Expectation::kReject}});
  ReadRecipe read = read_recipe(place, material_);
  out.key = std::move(read.key);
  info.definition += read.resolved;
  announce_keys(read.recipe, *keys_);
  out.input = [recipe = std::make_shared<const Recipe>(std::move(read.recipe)),
               expectation = out.expectation, keys = keys_,
               id = check_id(info, out)] {
    try {
      return make_input(*recipe, expectation, *keys);
    } catch (const std::out_of_range& error) {
      throw transport::EnvironmentError("cannot make the input of " + id +
                                        ": " + error.what() +
                                        "; mend its recipe");
    }
  };
  return out;
}

DecryptorCase CatalogueReader::read_case(const JsonPlace& place,
                                         const std::string& group) {
  place.allow_only({"id", "title", "level", "requirement", "source", "flags",
                    "meaning", "fix", "mutants", "watch", "checks"});
  DecryptorCase out{.info = read_info(place, group),
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

void CatalogueReader::read_group(const std::string& name) {
  const JsonFile file = read_json_file(dir_ / (name + ".json"));
  const JsonPlace root(file);
  root.allow_only({"group", "title", "cases"});
  if (root.at("group").words() != name) {
    root.at("group").fail("the file's own name");
  }
  out_.groups.push_back({name, root.at("title").words()});
  for (const JsonPlace& place : root.at("cases").elements()) {
    out_.cases.push_back(read_case(place, name));
  }
}

// Each mutant is killed by a case that names it.
void CatalogueReader::check_mutants() const {
  for (const Mutant& mutant : out_.mutants.mutants) {
    const auto killer = std::ranges::find_if(
        out_.cases,
        [&](const DecryptorCase& c) { return c.info.id == mutant.killed_by; });
    if (killer != out_.cases.end() &&
        std::ranges::count(killer->info.mutants, mutant.name) == 1) {
      continue;
    }
    throw transport::EnvironmentError(
        "cannot use " + (dir_ / "mutants.json").string() + ": the mutant " +
        mutant.name + " is to be killed by " + mutant.killed_by +
        ", which does not name it; add it to the case's mutants");
  }
}

DecryptorCatalogue CatalogueReader::read() {
  const JsonFile file = read_json_file(dir_ / "index.json");
  const JsonPlace root(file);
  root.allow_only({"groups"});
  for (const JsonPlace& group : root.at("groups").elements()) {
    read_group(group.words());
  }
  check_mutants();
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
