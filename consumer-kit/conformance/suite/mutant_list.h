// The wrong decryptors that the suite must catch, and the null ones that must
// earn nothing: their names and what each does wrong. Not the programs: those
// are in tests/mutants/. Source: scenarios/decryptor/mutants.json.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace chefs::conformance {

// Some mistakes show in one way of running only, e.g. in the exit status.
enum class MutantAdapter { kAny, kOneShot };

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

struct NullAdapter {
  std::string name;
  std::string mistake;
};

struct MutantList {
  std::vector<Mutant> mutants;
  std::vector<NullAdapter> null_adapters;

  // nullptr if there is none of that name.
  const Mutant* find(std::string_view name) const;
};

// Throws EnvironmentError with file and pointer if the file is not as it
// should be.
MutantList load_mutants(const std::filesystem::path& file);

}  // namespace chefs::conformance
