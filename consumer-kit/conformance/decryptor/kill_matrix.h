// Which wrong decryptor each case catches, as it was measured. Measures
// nothing: that is tests/mutants/matrix, which also holds the measurement
// against what is written here. As a table: docs/kill-matrix.md.
// Source: scenarios/decryptor/kills.json.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"

namespace chefs::conformance {

// By mutant, the ids of the cases that kill it.
using KillMatrix = std::map<std::string, std::set<std::string>>;

// Throws EnvironmentError with file and pointer if the file is not as it should
// be, names a mutant or a case that does not exist, or leaves a mutant out.
KillMatrix load_kill_matrix(const std::filesystem::path& file,
                            const DecryptorCatalogue& catalogue);

}  // namespace chefs::conformance
