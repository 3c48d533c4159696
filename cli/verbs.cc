#include "cli/verbs.h"

namespace chefs::cli {

void add_verbs([[maybe_unused]] CLI::App& app,
               [[maybe_unused]] Chosen& chosen) {}

}  // namespace chefs::cli
