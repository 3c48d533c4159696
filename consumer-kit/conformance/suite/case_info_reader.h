// Reads what both suites' catalogues have: flags, mutants, and what every case
// says about itself, and holds the names in them against one another. Strict:
// what does not fit is an error with file and pointer. Not what a case does:
// each suite reads that itself.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_place.h"
#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

// What a flag of cases and vectors means, in Wycheproof's habit: what was done,
// what it leads to, where to read on. Source: scenarios/decryptor/flags.json.
struct Flag {
  std::string name;
  std::string what;
  std::string effect;
  std::vector<std::string> links;
};

// In the file's order. Throws EnvironmentError with file and pointer if the
// file is not as it should be.
std::vector<Flag> load_flags(const std::filesystem::path& file);

// Some mistakes show in one way of running only, e.g. in the exit status.
enum class MutantAdapter { kAny, kOneShot };

// A wrong program that the suite must catch; it is in tests/mutants/.
struct Mutant {
  std::string name;
  // Goes on after "your decryptor": "hex-decodes the key …".
  std::string mistake;
  // The case that is there for it.
  std::string killed_by;
  MutantAdapter adapter = MutantAdapter::kAny;
  // Of a consumer: the cause by which the suite is to recognise it.
  std::string cause = {};
};

// A decryptor that must earn nothing.
struct NullAdapter {
  std::string name;
  std::string mistake;
};

// Source: scenarios/decryptor/mutants.json.
struct MutantList {
  std::vector<Mutant> mutants;
  std::vector<NullAdapter> null_adapters;

  // nullptr if there is none of that name.
  const Mutant* find(std::string_view name) const;
};

// Throws EnvironmentError with file and pointer if the file is not as it
// should be.
MutantList load_mutants(const std::filesystem::path& file);

// A name like "tag-at-end"; else the place's error.
std::string read_hyphenated_word(const base::JsonPlace& place);
// The member "level" of a case.
Level read_level(const base::JsonPlace& place);

class CaseInfoReader {
 public:
  // Ids begin with the prefix, "decrypt."; mistakes are told of a `subject`,
  // "decryptor". Flags and mutants must outlive the reader.
  CaseInfoReader(std::string prefix, std::string subject,
                 const std::vector<Flag>& flags, const MutantList& mutants)
      : prefix_(std::move(prefix)),
        subject_(std::move(subject)),
        flags_(flags),
        mutants_(mutants) {}

  // The definition is the text of the whole case.
  CaseInfo read(const base::JsonPlace& place, const std::string& group);

 private:
  std::string read_id(const base::JsonPlace& place, const std::string& group);
  std::vector<std::string> read_flags(const base::JsonPlace& place) const;
  std::vector<std::string> read_mutants(const base::JsonPlace& place) const;

  std::string prefix_;
  std::string subject_;
  const std::vector<Flag>& flags_;
  const MutantList& mutants_;
  std::set<std::string> ids_;
};

// Reads index.json and the files that it names: `read_case` is called for each
// case with the name of its group.
std::vector<CaseGroup> read_groups(
    const std::filesystem::path& folder,
    const std::function<void(const base::JsonPlace&, const std::string&)>&
        read_case);

// Each mutant is killed by a case that names it. Throws EnvironmentError that
// names the file.
void require_killers(const MutantList& mutants,
                     const std::vector<CaseInfo>& cases,
                     const std::filesystem::path& file);

}  // namespace chefs::conformance
