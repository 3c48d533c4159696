#include <charconv>

#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"
#include "contract/base64_text.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

std::string plaintext_of(const JsonPlace& place) {
  const JsonPlace encoded = place.at("plaintextBase64");
  auto text = contract::text_from_base64(encoded.text());
  if (!text) encoded.fail("base64");
  return *std::move(text);
}

DecryptorControl read_control(const JsonPlace& place) {
  place.allow_only({"key", "data", "plaintextBase64"});
  return {place.at("key").words(), place.at("data").text(),
          plaintext_of(place)};
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

DecryptorCheck read_check(const JsonPlace& place) {
  place.allow_only({"name", "expect", "key", "data", "plaintextBase64",
                    "touched", "control"});
  DecryptorInput input;
  input.data = place.at("data").value();
  input.plaintext = plaintext_of(place);
  input.touched = read_touched(place);
  if (const auto control = place.find("control"))
    input.control = read_control(*control);
  DecryptorCheck check;
  check.name = place.at("name").words();
  check.expectation = choice<Expectation>(
      place.at("expect"),
      {{"accept", Expectation::kAccept}, {"reject", Expectation::kReject}});
  check.key = place.at("key").words();
  check.input = [input = std::move(input)] { return input; };
  return check;
}

// In digits: JSON's numbers are doubles for many programs.
std::uint64_t read_seed(const JsonPlace& place) {
  const std::string& digits = place.text();
  std::uint64_t seed = 0;
  const char* end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, seed).ptr != end || digits.empty())
    place.fail("a number in digits");
  return seed;
}

DecryptorCase read_case(const JsonPlace& root) {
  const JsonPlace place = root.at("case");
  place.allow_only({"id", "title", "level", "requirement", "source", "flags",
                    "meaning", "fix", "watch"});
  DecryptorCase asked;
  CaseInfo& info = asked.info;
  info.id = place.at("id").words();
  info.title = place.at("title").words();
  info.level = choice<Level>(place.at("level"), {{"must", Level::kMust},
                                                 {"should", Level::kShould},
                                                 {"may", Level::kMay}});
  info.requirement = place.at("requirement").text();
  info.source = place.at("source").text();
  info.flags = place.at("flags").words_list();
  info.meaning = place.at("meaning").text();
  info.fix = place.at("fix").text();
  info.definition = root.at("checks").value().dump();
  asked.watch = choice_or(place, "watch", Watch::kNothing,
                          {{"key-leak", Watch::kKeyLeak},
                           {"plaintext-leak", Watch::kPlaintextLeak},
                           {"release", Watch::kRelease}});
  for (const JsonPlace& check : root.at("checks").elements())
    asked.checks.push_back(read_check(check));
  return asked;
}

}  // namespace

DecryptorBundle read_bundle(const std::filesystem::path& path) {
  return read_bundle(base::read_json_file(
      std::filesystem::is_directory(path) ? path / "bundle.json" : path));
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
  for (const JsonPlace& word : root.at("command").elements())
    bundle.command.push_back(word.text());
  if (bundle.command.empty()) root.at("command").fail("a command");
  bundle.suite_version = root.at("suiteVersion").text();
  bundle.profile = root.at("profile").text();
  bundle.seed = read_seed(root.at("seed"));
  bundle.asked = read_case(root);
  return bundle;
}

}  // namespace chefs::conformance
