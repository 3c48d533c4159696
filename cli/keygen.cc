// `chefs-mock keygen`: a new NKey for an account, a new encryption key for a
// form.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/environment_error.h"
#include "cli/help.h"
#include "cli/quantity.h"
#include "cli/verbs.h"
#include "contract/cryptr.h"
#include "contract/hex.h"
#include "contract/json.h"
#include "contract/nkey.h"

namespace chefs::cli {
namespace {

using contract::Secret;

struct KeygenOptions {
  std::filesystem::path out_file;
  std::optional<std::uint64_t> seed;
  bool as_json = false;
};

std::unique_ptr<contract::RandomSource> random_of(
    const KeygenOptions& options) {
  if (!options.seed) return std::make_unique<contract::SystemRandom>();
  return std::make_unique<contract::SeededRandom>(*options.seed, "keygen");
}

[[noreturn]] void cannot_write(const std::filesystem::path& file) {
  const std::string hint =
      errno == EEXIST ? "; a secret is never overwritten, name another file"
                      : "";
  throw base::EnvironmentError(fmt::format(
      "cannot write {}: {}{}", file.string(), std::strerror(errno), hint));
}

// The secret and a line feed, in a new file that only its owner can read.
void write_secret_file(const std::filesystem::path& file,
                       const Secret& secret) {
  const int descriptor =
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) cannot_write(file);
  std::string text = std::string(secret.reveal()) + "\n";
  const ssize_t written = ::write(descriptor, text.data(), text.size());
  const bool is_whole = written == static_cast<ssize_t>(text.size());
  contract::wipe(text);
  if (::close(descriptor) != 0 || !is_whole) cannot_write(file);
}

int keygen_nkey(const KeygenOptions& options, Process& process) {
  const auto user = contract::UserNkey::create(*random_of(options));
  if (!options.out_file.empty()) {
    write_secret_file(options.out_file, user.seed());
  }
  if (options.as_json) {
    contract::Json json{{"publicKey", user.public_key()}};
    if (options.out_file.empty()) {
      json["seed"] = user.seed().reveal();
    } else {
      json["seedFile"] = options.out_file.string();
    }
    process.out.json_line(json);
    return kOk;
  }
  process.out.line(fmt::format("NKEY_USER={}", user.public_key()));
  if (options.out_file.empty()) {
    process.out.line(fmt::format("NKEY_SEED={}", user.seed().reveal()));
  }
  return kOk;
}

Secret new_encryption_key(contract::RandomSource& random) {
  std::array<std::byte, contract::kKeyBytes> bytes{};
  random.fill(bytes);
  std::string text = contract::to_hex(bytes);
  Secret key(text);
  contract::wipe(text);
  return key;
}

int keygen_key(const KeygenOptions& options, Process& process) {
  const Secret key = new_encryption_key(*random_of(options));
  if (!options.out_file.empty()) write_secret_file(options.out_file, key);
  if (options.as_json && options.out_file.empty()) {
    process.out.json_line({{"key", key.reveal()}});
  } else if (options.as_json) {
    process.out.json_line({{"keyFile", options.out_file.string()}});
  } else if (options.out_file.empty()) {
    process.out.line(key.reveal());
  }
  return kOk;
}

using Generate = int (*)(const KeygenOptions&, Process&);

CLI::App* add_kind(CLI::App& keygen, Chosen& chosen, const std::string& name,
                   const std::string& description, Generate generate) {
  auto options = std::make_shared<KeygenOptions>();
  CLI::App* kind = keygen.add_subcommand(name, description);
  kind->add_option("--out", options->out_file,
                   "Write the secret to this new file, readable by you alone "
                   "(mode 0600), and not to standard output.")
      ->type_name("FILE");
  add_seed_option(*kind, options->seed,
                  "Number from which the secret is made: the same secret in "
                  "every run. For tests only; never a secret to keep.");
  kind->add_flag("--json", options->as_json, "One JSON object.");
  kind->callback([options, &chosen, generate] {
    chosen = [options, generate](Process& process) {
      return generate(*options, process);
    };
  });
  return kind;
}

}  // namespace

void add_keygen(CLI::App& app, Chosen& chosen) {
  CLI::App* keygen = app.add_subcommand(
      "keygen",
      "Make a new NKey or encryption key. Secrets go to standard output or, "
      "better, to a new file with --out.");
  keygen->require_subcommand(1);
  add_kind(*keygen, chosen, "nkey",
           "Make a user NKey. Its seed (SU…) is the secret; its public key "
           "(U…) is what the server is told.",
           keygen_nkey)
      ->footer(
          examples({{"chefs-mock keygen nkey --out consumer.seed",
                     "the seed in a file, the public key on standard output"},
                    {"chefs-mock keygen nkey",
                     "both, as the variables that a consumer reads"}}));
  add_kind(*keygen, chosen, "key",
           "Make a form's encryption key. As CHEFS makes it: 32 random bytes "
           "as 64 hex digits.",
           keygen_key)
      ->footer(examples(
          {{"chefs-mock keygen key --out form.key", "a key for --key-file"}}));
}

}  // namespace chefs::cli
