#include "cli/key_option.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string>

#include "base/read_file.h"
#include "cli/usage_error.h"
#include "contract/environment.h"

namespace chefs::cli {
namespace {

void drop_line_end(std::string& text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
}

contract::Secret key_in_file(const std::filesystem::path& file) {
  std::string text = base::read_file(file, "key file");
  drop_line_end(text);
  contract::Secret key(text);
  contract::wipe(text);
  if (key.empty()) {
    throw UsageError(fmt::format(
        "the key file {} is empty; put the form's encryption key in it",
        file.string()));
  }
  return key;
}

}  // namespace

void add_key_option(CLI::App& verb, std::filesystem::path& key_file) {
  verb.add_option("--key-file", key_file,
                  "File that holds the form's encryption key as text. Without "
                  "it the key is taken from the variable ENCRYPTION_KEY.")
      ->type_name("FILE");
}

contract::Secret read_key(const std::filesystem::path& key_file) {
  if (!key_file.empty()) return key_in_file(key_file);
  const char* text = std::getenv(contract::env::kEncryptionKey);
  if (text == nullptr) {
    throw UsageError(
        "no key: set ENCRYPTION_KEY, or name a file with --key-file");
  }
  if (*text == '\0') {
    throw UsageError(
        "ENCRYPTION_KEY is empty; set it to the form's encryption key");
  }
  return contract::Secret(text);
}

}  // namespace chefs::cli
