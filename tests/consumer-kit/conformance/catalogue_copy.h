// A copy of a suite's catalogue in a folder of its own, for tests that need one
// with something changed.
#pragma once

#include <filesystem>
#include <string>

#include "contract/json.h"
#include "tests/support/temporary_folder.h"

namespace chefs::tests {

class CatalogueCopy {
 public:
  explicit CatalogueCopy(
      const std::filesystem::path& original = CHEFS_CATALOGUE_DIR) {
    std::filesystem::copy(original, path());
  }

  std::filesystem::path path() const { return folder_ / "catalogue"; }

  // Replaces, or adds, what stands at the pointer.
  void set(const std::string& file, const std::string& pointer,
           const contract::Json& value) const {
    const auto name = path() / file;
    contract::Json json = contract::Json::parse(read_file(name));
    json[contract::Json::json_pointer(pointer)] = value;
    write_file(name, json.dump());
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace chefs::tests
