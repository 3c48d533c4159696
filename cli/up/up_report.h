// What `up` prints once it is ready: for people, or as one JSON line.
// It names files that hold secrets and never a secret itself.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/up/up_session.h"
#include "contract/json_fwd.h"

namespace chefs::cli {

// At most 80 columns wide, long paths excepted.
std::string ready_text(const UpSession& session,
                       const std::vector<std::filesystem::path>& env_files);

contract::Json ready_json(const UpSession& session,
                          const std::vector<std::filesystem::path>& env_files);

}  // namespace chefs::cli
