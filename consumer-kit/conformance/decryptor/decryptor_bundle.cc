#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/report/report_json.h"
#include "consumer-kit/conformance/suite/bundle.h"
#include "contract/base64_text.h"
#include "contract/js_json.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;
using base::JsonFile;
using base::JsonPlace;
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

Json case_as_json(const DecryptorCase& test_case) {
  const CaseInfo& info = test_case.info;
  Json object = {{"id", info.id},
                 {"title", info.title},
                 {"level", to_string(info.level)},
                 {"requirement", info.requirement},
                 {"source", info.source},
                 {"flags", info.flags},
                 {"meaning", info.meaning},
                 {"fix", info.fix}};
  if (test_case.watch != Watch::kNothing)
    object["watch"] = watch_word(test_case.watch);
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
  const fs::path file = folder / "bundle.json";
  if (!write_bundle_file(file, text) || error)
    throw base::EnvironmentError(
        fmt::format("cannot write the bundle {}: {}", file.string(),
                    error ? error.message()
                          : "the folder may be read-only or the disk full"));
}

std::string bundled_plaintext(const JsonPlace& place) {
  const JsonPlace encoded = place.at("plaintextBase64");
  auto text = contract::text_from_base64(encoded.text());
  if (!text) encoded.fail("base64");
  return *std::move(text);
}

DecryptorControl read_bundled_control(const JsonPlace& place) {
  place.allow_only({"key", "data", "plaintextBase64"});
  return {place.at("key").words(), place.at("data").text(),
          bundled_plaintext(place)};
}

std::vector<TextRange> read_touched(const JsonPlace& place) {
  std::vector<TextRange> ranges;
  const auto list = place.find("touched");
  if (!list) return ranges;
  for (const JsonPlace& pair : list->elements()) {
    const std::vector<JsonPlace> edges = pair.elements();
    if (edges.size() != 2) pair.fail("a begin and an end");
    constexpr std::uint64_t kMost = 1u << 30;
    ranges.push_back({edges[0].number(kMost), edges[1].number(kMost)});
  }
  return ranges;
}

DecryptorCheck read_bundled_check(const JsonPlace& place) {
  place.allow_only({"name", "expect", "key", "data", "plaintextBase64",
                    "touched", "control"});
  DecryptorInput input;
  input.data = place.at("data").value();
  input.plaintext = bundled_plaintext(place);
  input.touched = read_touched(place);
  if (const auto control = place.find("control"))
    input.control = read_bundled_control(*control);
  DecryptorCheck check;
  check.name = place.at("name").words();
  check.expectation = choice<Expectation>(
      place.at("expect"),
      {{"accept", Expectation::kAccept}, {"reject", Expectation::kReject}});
  check.key = place.at("key").words();
  check.input = [input = std::move(input)] { return input; };
  return check;
}

DecryptorCase read_bundled_case(const JsonPlace& root) {
  const JsonPlace place = root.at("case");
  place.allow_only({"id", "title", "level", "requirement", "source", "flags",
                    "meaning", "fix", "watch"});
  DecryptorCase test_case{.info = read_bundled_info(place), .checks = {}};
  test_case.info.definition = root.at("checks").value().dump();
  test_case.watch = choice_or(place, "watch", Watch::kNothing,
                              {{"key-leak", Watch::kKeyLeak},
                               {"plaintext-leak", Watch::kPlaintextLeak},
                               {"release", Watch::kRelease}});
  for (const JsonPlace& check : root.at("checks").elements())
    test_case.checks.push_back(read_bundled_check(check));
  return test_case;
}

}  // namespace

Json bundle_as_json(const RunReport& report, const CaseResult& result,
                    const DecryptorCase& test_case) {
  Json checks = Json::array();
  for (const DecryptorCheck& check : test_case.checks)
    checks.push_back(check_as_json(check));
  return {{"bundle", 1},
          {"suite", report.suite},
          {"suiteVersion", report.suite_version},
          {"caseSetDigest", report.case_set.digest},
          {"seed", std::to_string(report.seed)},
          {"profile", report.profile},
          {"adapter", report.adapter},
          {"command", report.command},
          {"case", case_as_json(test_case)},
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

DecryptorBundle read_bundle(const fs::path& path) {
  return read_bundle(read_bundle_file(path));
}

DecryptorBundle read_bundle(const JsonFile& file) {
  const JsonPlace root(file);
  root.allow_only({"bundle", "suite", "suiteVersion", "caseSetDigest", "seed",
                   "profile", "adapter", "command", "case", "checks",
                   "result"});
  if (root.at("suite").text() != "decryptor")
    root.at("suite").fail("\"decryptor\"");
  DecryptorBundle bundle;
  bundle.adapter = choice<AdapterKind>(root.at("adapter"),
                                       {{"one-shot", AdapterKind::kOneShot},
                                        {"session", AdapterKind::kSession}});
  bundle.command = read_bundled_command(root);
  bundle.suite_version = root.at("suiteVersion").text();
  bundle.profile = root.at("profile").text();
  bundle.seed = read_bundled_seed(root);
  bundle.test_case = read_bundled_case(root);
  return bundle;
}

}  // namespace chefs::conformance
