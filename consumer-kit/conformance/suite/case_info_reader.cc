#include "consumer-kit/conformance/suite/case_info_reader.h"

#include <algorithm>
#include <set>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "contract/js_json.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

std::string new_name(const JsonPlace& place, std::set<std::string>& names) {
  if (!names.insert(place.words()).second) place.fail("a name used once");
  return place.words();
}

bool is_hyphenated_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

std::vector<Flag> load_flags(const std::filesystem::path& path) {
  const JsonFile file = base::read_json_file(path);
  const JsonPlace root(file);
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
         .cause = place.words_or("cause", "")});
  }
  for (const JsonPlace& place : root.at("null_adapters").elements()) {
    place.allow_only({"name", "mistake"});
    out.null_adapters.push_back({.name = new_name(place.at("name"), names),
                                 .mistake = place.at("mistake").words()});
  }
  return out;
}

std::string read_hyphenated_word(const JsonPlace& place) {
  if (!is_hyphenated_word(place.words()))
    place.fail("a word of a–z, 0–9 and hyphens");
  return place.words();
}

Level read_level(const JsonPlace& place) {
  return choice<Level>(place.at("level"), {{"must", Level::kMust},
                                           {"should", Level::kShould},
                                           {"may", Level::kMay}});
}

// "decrypt.<group>.<words>"
std::string CaseInfoReader::read_id(const JsonPlace& place,
                                    const std::string& group) {
  const std::string prefix = prefix_ + group + '.';
  const std::string& id = place.words();
  if (!id.starts_with(prefix) || !is_hyphenated_word(id.substr(prefix.size())))
    place.fail("an id like " + prefix + "words-with-hyphens");
  if (!ids_.insert(id).second) place.fail("an id used once");
  return id;
}

std::vector<std::string> CaseInfoReader::read_flags(
    const JsonPlace& place) const {
  for (const JsonPlace& flag : place.elements())
    if (std::ranges::find(flags_, flag.words(), &Flag::name) == flags_.end())
      flag.fail("a flag of flags.json");
  return place.words_list();
}

std::vector<std::string> CaseInfoReader::read_mutants(
    const JsonPlace& place) const {
  for (const JsonPlace& mutant : place.elements())
    if (mutants_.find(mutant.words()) == nullptr)
      mutant.fail("a mutant of mutants.json");
  if (place.elements().empty()) place.fail("at least one mutant");
  return place.words_list();
}

CaseInfo CaseInfoReader::read(const JsonPlace& place,
                              const std::string& group) {
  CaseInfo info;
  info.id = read_id(place.at("id"), group);
  info.title = place.at("title").words();
  info.level = read_level(place);
  info.requirement = place.at("requirement").words();
  info.source = place.at("source").words();
  info.flags = read_flags(place.at("flags"));
  info.meaning = place.at("meaning").words();
  info.fix = place.at("fix").words();
  info.mutants = read_mutants(place.at("mutants"));
  for (const std::string& name : info.mutants)
    info.likely_mistakes.push_back("Your " + subject_ + ' ' +
                                   mutants_.find(name)->mistake + '.');
  info.definition = contract::stringify(place.value()) + '\n';
  return info;
}

std::vector<CaseGroup> read_groups(
    const std::filesystem::path& folder,
    const std::function<void(const JsonPlace&, const std::string&)>&
        read_case) {
  const JsonFile index = base::read_json_file(folder / "index.json");
  const JsonPlace root(index);
  root.allow_only({"groups"});
  std::vector<CaseGroup> groups;
  for (const JsonPlace& group : root.at("groups").elements()) {
    const std::string& name = group.words();
    const JsonFile file = base::read_json_file(folder / (name + ".json"));
    const JsonPlace cases(file);
    cases.allow_only({"group", "title", "cases"});
    if (cases.at("group").words() != name)
      cases.at("group").fail("the file's own name");
    groups.push_back({name, cases.at("title").words()});
    for (const JsonPlace& place : cases.at("cases").elements())
      read_case(place, name);
  }
  return groups;
}

void require_killers(const MutantList& mutants,
                     const std::vector<CaseInfo>& cases,
                     const std::filesystem::path& file) {
  for (const Mutant& mutant : mutants.mutants) {
    const auto killer =
        std::ranges::find(cases, mutant.killed_by, &CaseInfo::id);
    if (killer != cases.end() &&
        std::ranges::count(killer->mutants, mutant.name) == 1) {
      continue;
    }
    throw base::EnvironmentError(
        "cannot use " + file.string() + ": the mutant " + mutant.name +
        " is to be killed by " + mutant.killed_by +
        ", which does not name it; add it to the case's mutants");
  }
}

}  // namespace chefs::conformance
