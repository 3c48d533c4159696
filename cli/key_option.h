// The encryption key of the filters `encrypt` and `decrypt`: from the
// environment or a file, never from the command line, where every user of the
// machine could read it.
#pragma once

#include <filesystem>

#include "cli/cli11.h"
#include "contract/secret.h"

namespace chefs::cli {

void add_key_option(CLI::App& verb, std::filesystem::path& key_file);

// The file's text less one line end, or else ENCRYPTION_KEY. Throws UsageError
// if there is no key or it is empty, EnvironmentError if the file cannot be
// read.
contract::Secret read_key(const std::filesystem::path& key_file);

}  // namespace chefs::cli
