// Which suite a bundle is of, so that one verb can replay them all.
#pragma once

#include <filesystem>
#include <string>

namespace chefs::conformance {

// "decryptor", "consumer". `path`: the file, or the folder that it is in.
// Throws EnvironmentError if it is no bundle.
std::string suite_of_bundle(const std::filesystem::path& path);

}  // namespace chefs::conformance
