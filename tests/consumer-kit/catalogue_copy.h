// A copy of the decryptor catalogue in a folder of its own, for tests that
// need one with something changed.
#pragma once

#include <filesystem>
#include <string>

#include "contract/json.h"
#include "tests/support/temporary_folder.h"

namespace chefs::tests {

class CatalogueCopy {
 public:
  CatalogueCopy() {
    std::filesystem::copy(std::filesystem::path(CHEFS_CATALOGUE_DIR),
                          folder_ / "decryptor");
  }

  std::filesystem::path path() const { return folder_ / "decryptor"; }

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
