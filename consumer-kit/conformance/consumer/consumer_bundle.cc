#include "consumer-kit/conformance/consumer/consumer_bundle.h"

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "consumer-kit/conformance/report/report_json.h"
#include "consumer-kit/conformance/suite/bundle.h"
#include "contract/js_json.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;
using base::JsonFile;
using base::JsonPlace;
using contract::Json;

// A transcript for people to read; the rest of a longer one is counted.
constexpr std::size_t kMostBundleEvents = 5'000;

Json event_as_json(const Timeline& timeline, const TimelineEvent& event) {
  Json object = {{"atMs", static_cast<double>(event.at.count()) / 1000.0},
                 {"event", to_string(event.kind)}};
  if (event.connection != 0) object["connection"] = event.connection;
  if (event.sequence != 0) object["sequence"] = event.sequence;
  if (event.kind == EventKind::kReported) {
    object["text"] = as_text(report_of(timeline, event));
    return object;
  }
  if (event.count != 0) object["count"] = event.count;
  if (!event.text.empty()) object["text"] = event.text.view();
  return object;
}

Json message_as_json(const PublishedMessage& message) {
  Json object = {{"name", message.name.view()},
                 {"sequence", message.sequence},
                 {"subject", *message.subject},
                 {"bytes", message.bytes}};
  if (!message.submission_id.empty())
    object["submissionId"] = message.submission_id.view();
  if (!message.plaintext_sha256.empty())
    object["plaintextSha256"] = message.plaintext_sha256.view();
  return object;
}

Json transcript_of(const Timeline& timeline) {
  Json events = Json::array();
  Json messages = Json::array();
  Json secrets = Json::array();
  for (const TimelineEvent& event : timeline.events) {
    if (events.size() == kMostBundleEvents) break;
    events.push_back(event_as_json(timeline, event));
  }
  for (const PublishedMessage& message : timeline.messages) {
    if (messages.size() == kMostBundleEvents) break;
    messages.push_back(message_as_json(message));
  }
  for (const FoundSecret& secret : timeline.secrets)
    secrets.push_back({{"what", secret.what}, {"where", secret.where}});
  return {{"leftOut", timeline.events.size() - events.size()},
          {"events", std::move(events)},
          {"messages", std::move(messages)},
          {"secrets", std::move(secrets)},
          {"outputTail", timeline.output_tail}};
}

void write_or_throw(const fs::path& file, const std::string& text) {
  if (!write_bundle_file(file, text))
    throw base::EnvironmentError(fmt::format(
        "cannot write the bundle {}; the folder may be missing or read-only, "
        "or the disk full",
        file.string()));
}

}  // namespace

Json consumer_bundle_as_json(const ConsumerBundleRun& run,
                             const ConsumerCase& test_case,
                             const CaseRecord& record,
                             const CaseResult& result) {
  return {{"bundle", 1},
          {"suite", "consumer"},
          {"suiteVersion", run.suite_version},
          {"caseSetDigest", run.case_set_digest},
          {"seed", std::to_string(run.seed)},
          {"natsServerVersion", record.server_version},
          {"transport", run.transport},
          {"command", run.command},
          {"case", Json::parse(test_case.info.definition)},
          {"faultsApplied", record.schedule},
          {"transcript", transcript_of(record.timeline)},
          {"result", case_result_as_json(result)}};
}

void write_consumer_bundle(const fs::path& folder, const ConsumerBundleRun& run,
                           const ConsumerCase& test_case,
                           const CaseRecord& record, CaseResult& result) {
  const fs::path place = folder / test_case.info.id;
  std::error_code error;
  fs::create_directories(place, error);
  if (error)
    throw base::EnvironmentError(fmt::format("cannot make the folder {}: {}",
                                             place.string(), error.message()));
  write_or_throw(place / "bundle.json",
                 contract::stringify(
                     consumer_bundle_as_json(run, test_case, record, result)) +
                     "\n");
  write_or_throw(place / "nats-server.conf", record.server_config);
  result.bundle = place.string();
}

ConsumerBundle read_consumer_bundle(const fs::path& path) {
  return read_consumer_bundle(read_bundle_file(path));
}

ConsumerBundle read_consumer_bundle(const JsonFile& file) {
  const JsonPlace root(file);
  root.allow_only({"bundle", "suite", "suiteVersion", "caseSetDigest", "seed",
                   "natsServerVersion", "transport", "command", "case",
                   "faultsApplied", "transcript", "result"});
  if (root.at("suite").text() != "consumer")
    root.at("suite").fail("\"consumer\"");
  ConsumerBundle bundle;
  const JsonPlace place = root.at("case");
  bundle.test_case = read_consumer_case(place);
  bundle.test_case.info = read_bundled_info(place);
  bundle.test_case.info.definition = contract::stringify(place.value()) + '\n';
  ConsumerBundleRun& run = bundle.run;
  run.suite_version = root.at("suiteVersion").text();
  run.case_set_digest = root.at("caseSetDigest").text();
  run.seed = read_bundled_seed(root);
  run.transport = root.at("transport").words();
  run.command = read_bundled_command(root);
  return bundle;
}

}  // namespace chefs::conformance
