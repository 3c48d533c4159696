// `chefs-mock conform`: the suites, each a verb of its own.
#include <CLI/CLI.hpp>

#include "cli/conform/conform_consumer.h"
#include "cli/conform/conform_decryptor.h"
#include "cli/verbs.h"

namespace chefs::cli {

void add_conform(CLI::App& app, Chosen& chosen) {
  CLI::App* conform = app.add_subcommand(
      "conform",
      "Prove an implementation, in any language, right or wrong, and say why.");
  conform->require_subcommand(1);
  add_conform_decryptor(*conform, chosen);
  add_conform_consumer(*conform, chosen);
}

}  // namespace chefs::cli
