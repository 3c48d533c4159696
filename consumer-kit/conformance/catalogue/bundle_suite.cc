#include "consumer-kit/conformance/catalogue/bundle_suite.h"

#include "base/json_place.h"

namespace chefs::conformance {

std::string suite_of_bundle(const std::filesystem::path& path) {
  const base::JsonFile file = base::read_json_file(
      std::filesystem::is_directory(path) ? path / "bundle.json" : path);
  const base::JsonPlace suite = base::JsonPlace(file).at("suite");
  if (suite.text() != "decryptor" && suite.text() != "consumer")
    suite.fail("\"decryptor\" or \"consumer\"");
  return suite.text();
}

}  // namespace chefs::conformance
