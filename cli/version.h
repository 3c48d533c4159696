// The version of the toolkit, as CMake knows it.
#pragma once

namespace chefs::cli {

inline constexpr const char* kVersion = CHEFS_MOCK_VERSION;

}  // namespace chefs::cli
