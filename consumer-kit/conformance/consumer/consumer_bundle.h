// A consumer's case that did not pass, in one folder: bundle.json with its
// declaration, seed, command, the faults that were applied and all that
// happened, and the server's configuration. `chefs-mock replay` plays the case
// again. Drawn by fixtures/schemas/consumer-bundle.schema.json.
//
// The keys of a case are made from its id and the seed, for that case alone.
// The program's environment is not in the bundle, nor is any seed of an NKey.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/case_runner.h"
#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/process/program_under_test.h"
#include "consumer-kit/conformance/suite/report.h"
#include "contract/json_fwd.h"

namespace chefs::base {
struct JsonFile;
}

namespace chefs::conformance {

// What a bundle holds of the run.
struct ConsumerBundleRun {
  std::string suite_version;
  std::string case_set_digest;
  std::uint64_t seed = 0;
  // "websocket" or "nats".
  std::string transport;
  std::vector<std::string> command;
};

struct ConsumerBundle {
  ConsumerCase test_case;
  ConsumerBundleRun run;
};

contract::Json consumer_bundle_as_json(const ConsumerBundleRun& run,
                                       const ConsumerCase& test_case,
                                       const CaseRecord& record,
                                       const CaseResult& result);

// Writes `folder/<case id>/` and notes it in the result. Throws
// EnvironmentError.
void write_consumer_bundle(const std::filesystem::path& folder,
                           const ConsumerBundleRun& run,
                           const ConsumerCase& test_case,
                           const CaseRecord& record, CaseResult& result);

// `path`: the file, or the folder that it is in. Throws EnvironmentError with
// file and pointer if it is not a bundle of the consumer suite.
ConsumerBundle read_consumer_bundle(const std::filesystem::path& path);
ConsumerBundle read_consumer_bundle(const base::JsonFile& file);

}  // namespace chefs::conformance
