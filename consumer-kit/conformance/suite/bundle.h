// What the bundles of both suites have in common: a case that did not pass, in
// a folder of its own, so that it can be played again. The rest of a bundle is
// in decryptor_bundle.h and consumer_bundle.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json_place.h"
#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

// `path`: the file, or the folder that it is in. Throws EnvironmentError, as
// all that reads here does.
base::JsonFile read_bundle_file(const std::filesystem::path& path);
// "decryptor", "consumer".
std::string suite_of_bundle(const std::filesystem::path& path);

// Without the definition.
CaseInfo read_bundled_info(const base::JsonPlace& place);
std::uint64_t read_bundled_seed(const base::JsonPlace& root);
std::vector<std::string> read_bundled_command(const base::JsonPlace& root);

// Whether it could be written.
bool write_bundle_file(const std::filesystem::path& file,
                       const std::string& text);

}  // namespace chefs::conformance
