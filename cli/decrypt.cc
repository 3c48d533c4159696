// `chefs-mock decrypt`: sealed hex in, text out, or the reason why not.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/help.h"
#include "cli/key_option.h"
#include "cli/plaintext_json.h"
#include "cli/text_input.h"
#include "cli/verbs.h"
#include "contract/cryptr.h"
#include "contract/json.h"
#include "contract/key_batch_on_cores.h"

namespace chefs::cli {
namespace {

using contract::Json;
using contract::KeyRequest;
using contract::Opened;
using contract::OpenFault;
using contract::Salt;

struct DecryptOptions {
  std::filesystem::path key_file;
  std::filesystem::path in_file;
  bool by_line = false;
  bool as_json = false;
};

// Editors and shells end a file with a line feed; hex never ends in one.
void drop_trailing_white_space(std::string& text) {
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
}

Opened open_text(std::string& sealed, const contract::Secret& key) {
  drop_trailing_white_space(sealed);
  return contract::open(std::string_view(sealed), key);
}

int decrypt_whole(const DecryptOptions& options, const contract::Secret& key,
                  Process& process) {
  TextInput input(options.in_file, process);
  std::optional<std::string> sealed = input.read_all();
  if (!sealed) return kInterrupted;
  Opened opened = open_text(*sealed, key);
  if (options.as_json) process.out.json_line(as_json(opened));
  if (const auto* fault = std::get_if<OpenFault>(&opened)) {
    process.err.line(
        fmt::format("chefs-mock decrypt: {}", contract::explain(*fault)));
    return kWrong;
  }
  auto& plaintext = std::get<std::string>(opened);
  if (!options.as_json) process.out.text(plaintext);
  contract::wipe(plaintext);
  return kOk;
}

// One after another, their keys derived together; what has no salt is not
// opened, and says why.
std::vector<Opened> open_lines(std::vector<std::string>& lines,
                               const contract::Secret& key) {
  std::vector<std::variant<Salt, OpenFault>> salts;
  std::vector<KeyRequest> requests;
  for (std::string& sealed : lines) {
    drop_trailing_white_space(sealed);
    salts.push_back(contract::salt_of(sealed));
  }
  for (const auto& salt : salts) {
    if (const auto* bytes = std::get_if<Salt>(&salt)) {
      requests.push_back({key.reveal(), *bytes});
    }
  }
  std::vector<contract::DerivedKey> keys(requests.size());
  contract::derive_keys_on_cores(requests, keys);

  std::vector<Opened> opened;
  auto next_key = keys.begin();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const auto* fault = std::get_if<OpenFault>(&salts[i])) {
      opened.emplace_back(*fault);
    } else {
      opened.push_back(contract::open_with(lines[i], *next_key++));
    }
  }
  return opened;
}

// True if the line opened.
bool tell_line(Opened& opened, std::int64_t line, const DecryptOptions& options,
               Process& process) {
  if (options.as_json) {
    Json json{{"line", line}};
    json.update(as_json(opened));
    process.out.json_line(json);
  }
  if (const auto* fault = std::get_if<OpenFault>(&opened)) {
    process.err.line(fmt::format("chefs-mock decrypt: line {}: {}", line,
                                 contract::explain(*fault)));
    return false;
  }
  auto& plaintext = std::get<std::string>(opened);
  if (!options.as_json) process.out.line(plaintext);
  contract::wipe(plaintext);
  return true;
}

int decrypt_lines(const DecryptOptions& options, const contract::Secret& key,
                  Process& process) {
  TextInput input(options.in_file, process);
  std::int64_t line = 0;
  bool all_opened = true;
  for (;;) {
    auto lines = input.read_lines(contract::key_batch_of_all_cores());
    if (lines.empty()) break;
    for (Opened& opened : open_lines(lines, key)) {
      all_opened &= tell_line(opened, ++line, options, process);
    }
  }
  if (input.interrupted()) return kInterrupted;
  return all_opened ? kOk : kWrong;
}

}  // namespace

void add_decrypt(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<DecryptOptions>();
  CLI::App* verb = app.add_subcommand(
      "decrypt",
      "Open sealed hex, as it stands in payload.data of a private event. The "
      "text comes out as it was sealed, to the byte, and only once its tag "
      "verified; else the reason goes to stderr and the exit code is 1. White "
      "space after the hex is ignored. The key comes from ENCRYPTION_KEY or a "
      "file, never from an argument.");
  add_key_option(*verb, options->key_file);
  verb->add_option("--in", options->in_file,
                   "Read this file instead of standard input.")
      ->type_name("FILE");
  verb->add_flag("--lines", options->by_line,
                 "Open each line by itself, many at a time, in order. A line "
                 "that does not open is logged to stderr, gives no output, and "
                 "the next goes on.");
  verb->add_flag("--json", options->as_json,
                 "One JSON object a line: plaintext (plaintextBase64 if it is "
                 "not UTF-8) or rejected.");
  verb->footer(examples(
      {{"ENCRYPTION_KEY=… chefs-mock decrypt < sealed.hex", "the text"},
       {"jq -r .payload.data events.jsonl | chefs-mock decrypt --lines --json "
        "--key-file key.txt",
        "each private event's payload"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) {
      const contract::Secret key = read_key(options->key_file);
      return options->by_line ? decrypt_lines(*options, key, process)
                              : decrypt_whole(*options, key, process);
    };
  });
}

}  // namespace chefs::cli
