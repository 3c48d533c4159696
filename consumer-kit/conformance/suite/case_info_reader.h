// Reads what every case says about itself from a catalogue's file, and holds
// the names in it against one another. Strict: what does not fit is an error
// with file and pointer. Not what a case does: each suite reads that itself.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_place.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/flag_list.h"
#include "consumer-kit/conformance/suite/mutant_list.h"

namespace chefs::conformance {

// "tag-at-end"
bool is_hyphenated_word(std::string_view text);
// The member "level" of a case.
Level read_level(const JsonPlace& place);

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
  CaseInfo read(const JsonPlace& place, const std::string& group);

 private:
  std::string read_id(const JsonPlace& place, const std::string& group);
  std::vector<std::string> read_flags(const JsonPlace& place) const;
  std::vector<std::string> read_mutants(const JsonPlace& place) const;

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
    const std::function<void(const JsonPlace&, const std::string&)>& read_case);

// Each mutant is killed by a case that names it. Throws EnvironmentError that
// names the file.
void require_killers(const MutantList& mutants,
                     const std::vector<CaseInfo>& cases,
                     const std::filesystem::path& file);

}  // namespace chefs::conformance
