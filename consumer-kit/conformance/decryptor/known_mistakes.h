// The table of mistakes that a report recognises by name, and the answers that
// give each away. How it is used: diagnosis.h.
// Source: scenarios/decryptor/diagnoses.json.
#pragma once

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"

namespace chefs::conformance {

// A mistake, and answers that only somebody who makes it would give.
struct KnownMistake {
  // Also the name of the mutant that shows it.
  std::string name;
  // "your decryptor hex-decodes the key".
  std::string sentence;
  std::string fix;
  struct Sign {
    // "case-id:check".
    std::string check;
    // Words of CheckResult::answer; any of them will do.
    std::vector<std::string> answers;

    bool is_shown_by(std::string_view answer) const {
      return std::ranges::find(answers, answer) != answers.end();
    }
  };
  // All of them must be there.
  std::vector<Sign> signs;
  // The way of running in which it shows.
  MutantAdapter adapter = MutantAdapter::kAny;
  // "hex-decodes the key".
  std::string mistake = {};
  // Ids of the cases that it fails, as they were measured; may be empty.
  std::set<std::string> kills = {};

  // That check, although it is invalid.
  bool accepts(std::string_view check) const;
};

// Names, words and fixes are those of the catalogue's mutants. Throws
// EnvironmentError with file and pointer if the file is not as it should be,
// or names a mutant or a check that does not exist.
std::vector<KnownMistake> load_known_mistakes(
    const std::filesystem::path& file, const DecryptorCatalogue& catalogue);

// Checks that a mistake accepts although they are invalid: what is tried when
// a program rejects what is valid.
std::set<std::string> checks_accepted_by_mistake(
    const std::vector<KnownMistake>& mistakes);

}  // namespace chefs::conformance
