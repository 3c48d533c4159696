// `chefs-mock encrypt`: text in, sealed hex out, as CHEFS seals a payload.
#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/help.h"
#include "cli/key_option.h"
#include "cli/quantity.h"
#include "cli/text_input.h"
#include "cli/verbs.h"
#include "contract/cryptr.h"
#include "contract/json.h"
#include "contract/key_batch_on_cores.h"

namespace chefs::cli {
namespace {

struct EncryptOptions {
  std::filesystem::path key_file;
  std::filesystem::path in_file;
  std::optional<std::uint64_t> seed;
  bool by_line = false;
  bool as_json = false;
};

std::unique_ptr<contract::RandomSource> random_of(
    const EncryptOptions& options) {
  if (!options.seed) return std::make_unique<contract::SystemRandom>();
  return std::make_unique<contract::SeededRandom>(*options.seed, "encrypt");
}

int encrypt_whole(const EncryptOptions& options, const contract::Secret& key,
                  Process& process) {
  TextInput input(options.in_file, process);
  std::optional<std::string> text = input.read_all();
  if (!text) return kInterrupted;
  const std::string sealed = contract::seal(*text, key, *random_of(options));
  contract::wipe(*text);
  if (options.as_json) {
    process.out.json_line({{"sealed", sealed}});
  } else {
    process.out.line(sealed);
  }
  return kOk;
}

// One after another, their keys derived together. Salts and ivs are drawn in
// the order of the lines.
std::vector<std::string> seal_lines(std::vector<std::string>& texts,
                                    const contract::Secret& key,
                                    contract::RandomSource& random) {
  std::vector<contract::Salt> salts(texts.size());
  std::vector<contract::Iv> ivs(texts.size());
  std::vector<contract::KeyRequest> requests;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    random.fill(salts[i]);
    random.fill(ivs[i]);
    requests.push_back({key.reveal(), salts[i]});
  }
  std::vector<contract::DerivedKey> keys(texts.size());
  contract::derive_keys_on_cores(requests, keys);

  std::vector<std::string> sealed;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    sealed.push_back(contract::seal_with(texts[i], keys[i], salts[i], ivs[i]));
    contract::wipe(texts[i]);
  }
  return sealed;
}

int encrypt_lines(const EncryptOptions& options, const contract::Secret& key,
                  Process& process) {
  TextInput input(options.in_file, process);
  const auto random = random_of(options);
  std::int64_t line = 0;
  for (;;) {
    auto texts = input.read_lines(contract::key_batch_of_all_cores());
    if (texts.empty()) break;
    for (const std::string& sealed : seal_lines(texts, key, *random)) {
      ++line;
      if (options.as_json) {
        process.out.json_line({{"line", line}, {"sealed", sealed}});
      } else {
        process.out.line(sealed);
      }
    }
  }
  return input.interrupted() ? kInterrupted : kOk;
}

}  // namespace

void add_encrypt(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<EncryptOptions>();
  CLI::App* verb = app.add_subcommand(
      "encrypt",
      "Seal text as CHEFS seals a private payload. Takes standard input as it "
      "is, to the last byte, and gives lower-case hex that npm cryptr 6 opens. "
      "The key comes from ENCRYPTION_KEY or a file, never from an argument.");
  add_key_option(*verb, options->key_file);
  verb->add_option("--in", options->in_file,
                   "Read this file instead of standard input.")
      ->type_name("FILE");
  verb->add_flag(
      "--lines", options->by_line,
      "Seal each line by itself, many at a time, in order: its bytes "
      "as they are, without the line feed and not as a JSON string, "
      "so no text with a line feed can be given so.");
  add_seed_option(*verb, options->seed,
                  "Number from which salt and iv are made: the same output in "
                  "every run. For tests only; what is sealed so is not safe.");
  verb->add_flag("--json", options->as_json, "One JSON object a line.");
  verb->footer(examples(
      {{"printf '{\"id\":1}' | ENCRYPTION_KEY=… chefs-mock encrypt",
        "the hex that stands in payload.data of an event"},
       {"chefs-mock encrypt --key-file key.txt --lines < texts > sealed",
        "one sealed line for each line"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) {
      const contract::Secret key = read_key(options->key_file);
      return options->by_line ? encrypt_lines(*options, key, process)
                              : encrypt_whole(*options, key, process);
    };
  });
}

}  // namespace chefs::cli
