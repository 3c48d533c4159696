#include "consumer-kit/conformance/suite/bundle.h"

#include <charconv>
#include <fstream>

#include "consumer-kit/conformance/suite/case_info_reader.h"

namespace chefs::conformance {

base::JsonFile read_bundle_file(const std::filesystem::path& path) {
  return base::read_json_file(
      std::filesystem::is_directory(path) ? path / "bundle.json" : path);
}

std::string suite_of_bundle(const std::filesystem::path& path) {
  const base::JsonFile file = read_bundle_file(path);
  const base::JsonPlace suite = base::JsonPlace(file).at("suite");
  if (suite.text() != "decryptor" && suite.text() != "consumer")
    suite.fail("\"decryptor\" or \"consumer\"");
  return suite.text();
}

CaseInfo read_bundled_info(const base::JsonPlace& place) {
  CaseInfo info;
  info.id = place.at("id").words();
  info.title = place.at("title").words();
  info.level = read_level(place);
  info.requirement = place.at("requirement").text();
  info.source = place.at("source").text();
  info.flags = place.at("flags").words_list();
  info.meaning = place.at("meaning").text();
  info.fix = place.at("fix").text();
  return info;
}

// In digits: JSON's numbers are doubles for many programs.
std::uint64_t read_bundled_seed(const base::JsonPlace& root) {
  const base::JsonPlace place = root.at("seed");
  const std::string& digits = place.text();
  std::uint64_t seed = 0;
  const char* end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, seed).ptr != end || digits.empty())
    place.fail("a number in digits");
  return seed;
}

std::vector<std::string> read_bundled_command(const base::JsonPlace& root) {
  std::vector<std::string> command;
  for (const base::JsonPlace& word : root.at("command").elements())
    command.push_back(word.text());
  if (command.empty()) root.at("command").fail("a command");
  return command;
}

bool write_bundle_file(const std::filesystem::path& file,
                       const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  return !out.fail();
}

}  // namespace chefs::conformance
