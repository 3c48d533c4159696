// A case that did not pass, in one file: its exact inputs, the command, and
// what was answered. `chefs-mock replay` runs it again, whatever has become of
// the catalogue. Drawn by fixtures/schemas/bundle.schema.json.
//
// The keys in it are the suite's own throw-away keys. The environment of the
// program is not in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/decryptor_run.h"
#include "consumer-kit/conformance/suite/report.h"
#include "contract/json_fwd.h"

namespace chefs::base {
struct JsonFile;
}

namespace chefs::conformance {

struct DecryptorBundle {
  DecryptorCase test_case;
  AdapterKind adapter = AdapterKind::kOneShot;
  std::vector<std::string> command;
  std::string suite_version;
  std::string profile;
  std::uint64_t seed = 0;
};

contract::Json bundle_as_json(const RunReport& report, const CaseResult& result,
                              const DecryptorCase& test_case);

// Writes `folder/<case id>/bundle.json` for each case that did not pass, and
// notes the folder in its result. Throws EnvironmentError.
void write_bundles(const std::filesystem::path& folder,
                   const std::vector<DecryptorCase>& cases, RunReport& report);

// `path`: the file, or the folder that it is in. Throws EnvironmentError with
// file and pointer if it is not a bundle of the decryptor suite.
DecryptorBundle read_bundle(const std::filesystem::path& path);
DecryptorBundle read_bundle(const base::JsonFile& file);

}  // namespace chefs::conformance
