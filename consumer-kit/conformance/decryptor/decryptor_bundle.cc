#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"

#include <fmt/format.h>

#include <fstream>

#include "base/environment_error.h"
#include "consumer-kit/conformance/report/report_json.h"
#include "contract/base64_text.h"
#include "contract/js_json.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;
using contract::Json;

std::string_view watch_word(Watch watch) {
  switch (watch) {
    case Watch::kKeyLeak:
      return "key-leak";
    case Watch::kPlaintextLeak:
      return "plaintext-leak";
    case Watch::kRelease:
      return "release";
    case Watch::kNothing:
      break;
  }
  return "";
}

Json case_as_json(const DecryptorCase& asked) {
  const CaseInfo& info = asked.info;
  Json object = {{"id", info.id},
                 {"title", info.title},
                 {"level", to_string(info.level)},
                 {"requirement", info.requirement},
                 {"source", info.source},
                 {"flags", info.flags},
                 {"meaning", info.meaning},
                 {"fix", info.fix}};
  if (asked.watch != Watch::kNothing) object["watch"] = watch_word(asked.watch);
  return object;
}

Json control_as_json(const DecryptorControl& control) {
  return {{"key", control.key},
          {"data", control.data},
          {"plaintextBase64", contract::to_base64(control.plaintext)}};
}

Json check_as_json(const DecryptorCheck& check) {
  const DecryptorInput input = check.input();
  Json object = {
      {"name", check.name},
      {"expect",
       check.expectation == Expectation::kAccept ? "accept" : "reject"},
      {"key", check.key},
      {"data", input.data},
      {"plaintextBase64", contract::to_base64(input.plaintext)}};
  for (const TextRange& range : input.touched)
    object["touched"].push_back({range.begin, range.end});
  if (input.control) object["control"] = control_as_json(*input.control);
  return object;
}

void write_file(const fs::path& folder, const std::string& text) {
  std::error_code error;
  fs::create_directories(folder, error);
  std::ofstream file(folder / "bundle.json", std::ios::binary);
  file << text;
  file.close();
  if (error || !file)
    throw base::EnvironmentError(fmt::format(
        "cannot write the bundle {}: {}", (folder / "bundle.json").string(),
        error ? error.message()
              : "the folder may be read-only or the disk full"));
}

}  // namespace

Json bundle_as_json(const RunReport& report, const CaseResult& result,
                    const DecryptorCase& asked) {
  Json checks = Json::array();
  for (const DecryptorCheck& check : asked.checks)
    checks.push_back(check_as_json(check));
  return {{"bundle", 1},
          {"suite", report.suite},
          {"suiteVersion", report.suite_version},
          {"caseSetDigest", report.case_set.digest},
          {"seed", std::to_string(report.seed)},
          {"profile", report.profile},
          {"adapter", report.adapter},
          {"command", report.command},
          {"case", case_as_json(asked)},
          {"checks", std::move(checks)},
          {"result", case_result_as_json(result)}};
}

void write_bundles(const fs::path& folder,
                   const std::vector<DecryptorCase>& cases, RunReport& report) {
  for (std::size_t i = 0; i < report.cases.size(); ++i) {
    CaseResult& result = report.cases[i];
    if (result.outcome == OutcomeKind::kPass) continue;
    const fs::path place = folder / result.info.id;
    write_file(
        place,
        contract::stringify(bundle_as_json(report, result, cases[i])) + "\n");
    result.bundle = place.string();
  }
}

}  // namespace chefs::conformance
