#include "cli/publish/publish_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <variant>

#include "base/read_file.h"
#include "cli/quantity.h"
#include "cli/usage_error.h"

namespace chefs::cli {
namespace {

using contract::Json;

std::string text_of_metadata(const std::string& typed) {
  if (!typed.starts_with("@")) return typed;
  if (auto text = base::try_read_file(typed.substr(1))) return *text;
  throw CLI::ValidationError("--form-metadata",
                             "cannot read " + typed.substr(1));
}

void add_what(CLI::App& verb, PublishOptions& options) {
  verb.add_option("--scenario", options.scenario,
                  "Play this scenario: a name (tour, oversize-edges, "
                  "shared-server, rotated-key, shared-key, busy-hour, "
                  "vocabularies) or a file.")
      ->type_name("NAME|FILE");
  verb.add_option("--count", options.count,
                  "Publish so many generated occurrences; each gives up to "
                  "two messages.")
      ->check(CLI::Range(1.0, 1e12).description(""))
      ->type_name("N");
  verb.add_option("--rate", options.rate,
                  "Occurrences a second, evenly; as fast as can be without "
                  "it.")
      ->check(CLI::Range(0.001, 1e6).description(""))
      ->type_name("R");
}

void add_generator(CLI::App& verb, PublishOptions& options) {
  verb.add_option("--forms", options.forms, "Number of forms (default 1).")
      ->check(CLI::Range(1, 100'000).description(""))
      ->type_name("N");
  verb.add_option_function<std::string>(
          "--mix",
          [&options](const std::string& text) {
            auto mix = producer::parse_mix(text);
            if (const auto* fault = std::get_if<std::string>(&mix)) {
              throw CLI::ValidationError("--mix", *fault);
            }
            options.mix = std::get<producer::Mix>(mix);
          },
          "How often each kind happens: published, unpublished, created, "
          "changed, deleted (default 2, 1, 70, 20 and 7; with --size only "
          "created).")
      ->type_name("KIND=N,KIND=N");
  add_bytes_option(verb, "--size", options.size_bytes,
                   "Exact size of each submission's PRIVATE message; of the "
                   "PUBLIC one, by its formMetadata, with --public.");
  verb.add_option("--source", options.sources,
                  "The meta.source of the forms, in turn if there are "
                  "several; the first is the consumer's own.")
      ->type_name("NAME");
  CLI::Option* only_private = verb.add_flag("--private", options.only_private,
                                            "Only PRIVATE messages.");
  verb.add_flag("--public", options.only_public, "Only PUBLIC messages.")
      ->excludes(only_private);
  verb.add_option_function<std::string>(
          "--form-metadata",
          [&options](const std::string& text) {
            options.form_metadata =
                Json::parse(text_of_metadata(text), nullptr, false);
            if (!options.form_metadata->is_object()) {
              throw CLI::ValidationError("--form-metadata",
                                         "that is no JSON object");
            }
          },
          "The forms' metadata, a JSON object or a file that holds one.")
      ->type_name("JSON|@FILE");
}

void add_repeatability(CLI::App& verb, PublishOptions& options) {
  verb.add_option("--profile", options.profile_name,
                  "Whose events: as the published page has them, or as the "
                  "running producer sends them (default: as `up` was told, "
                  "else documented).")
      ->check(CLI::IsMember({"documented", "deployed"}).description(""))
      ->type_name("documented|deployed");
  add_seed_option(verb, options.seed,
                  "Number from which everything is made: the same number and "
                  "keys, the same bytes, ciphertexts too.");
  verb.add_option_function<std::string>(
          "--now",
          [&options](const std::string& text) {
            options.now = producer::parse_iso8601(text);
            if (!options.now) {
              throw CLI::ValidationError(
                  "--now", "expected a time like 2025-01-15T17:00:00.000Z");
            }
          },
          "The time at which rows and events start (default: with --seed a "
          "fixed one, else the present).")
      ->type_name("TIME");
  verb.add_flag("--unchecked", options.unchecked,
                "Send PRIVATE messages as they are, however large, as a "
                "producer would that does not check.");
  add_bytes_option(verb, "--max-msg-size", options.max_msg_size_bytes,
                   "The limit that the producer knows: PRIVATE messages above "
                   "it less 1024 become the error event (default: the "
                   "stream's, else 966367).");
}

void add_speed(CLI::App& verb, PublishOptions& options) {
  verb.add_option("--jobs", options.jobs,
                  "Threads that make and seal events (default: one a core; one "
                  "with --public). The bytes do not depend on it.")
      ->check(CLI::Range(1, 1'024).description(""))
      ->type_name("N");
  verb.add_option("--salt-pool", options.salt_pool,
                  "For load: use N salts in turn, each with a fresh iv, so "
                  "that few keys are derived. CHEFS draws a fresh salt for "
                  "each event; a consumer that keeps the keys it derived is "
                  "faster on such a stream than it will be on a real one.")
      ->check(CLI::Range(1, 100'000).description(""))
      ->type_name("N");
}

void add_where(CLI::App& verb, PublishOptions& options) {
  verb.add_option("--server", options.server,
                  "Address of any server with the stream CHEFS; without it, "
                  "the one that `chefs-mock up` runs here.")
      ->type_name("URL");
  verb.add_option("--nkey-file", options.nkey_file,
                  "File with the seed of the producer's NKey.")
      ->type_name("FILE");
  verb.add_option("--ca-file", options.ca_file,
                  "The CA to trust for a tls:// server.")
      ->type_name("FILE");
  verb.add_option("--env-file", options.env_file,
                  "The producer.env of one `up` among several.")
      ->type_name("FILE");
  add_duration_option(verb, "--ack-timeout", options.ack_timeout,
                      "How long a message may wait for its acknowledgement "
                      "(default 10s).");
  add_duration_option(verb, "--reconnect-timeout", options.reconnect_timeout,
                      "How long a lost connection may take to come back "
                      "before the rest is given up (default 10s).");
}

void add_telling(CLI::App& verb, PublishOptions& options) {
  verb.add_option("--write-env", options.write_env_file,
                  "Write SOURCE, ENCRYPTION_KEY, ENCRYPTION_KEYS and "
                  "CHEFS_API_KEYS of what is published to this file (mode "
                  "0600); a consumer reads it after its env file.")
      ->type_name("FILE");
  verb.add_flag("--list", options.list, "A line for each message.");
  verb.add_flag("--json", options.as_json, "JSON lines in place of text.");
}

void refuse_beside_scenario(const PublishOptions& options) {
  const std::pair<const char*, bool> generators[] = {
      {"--count", options.count.has_value()},
      {"--forms", options.forms.has_value()},
      {"--mix", options.mix.has_value()},
      {"--size", options.size_bytes.has_value()},
      {"--source", !options.sources.empty()},
      {"--private", options.only_private},
      {"--public", options.only_public},
      {"--form-metadata", options.form_metadata.has_value()}};
  for (const auto& [name, is_given] : generators) {
    if (!is_given) continue;
    throw UsageError(fmt::format(
        "{} is for generated occurrences; the scenario says what happens",
        name));
  }
}

}  // namespace

void add_publish_options(CLI::App& verb, PublishOptions& options) {
  add_what(verb, options);
  add_generator(verb, options);
  add_repeatability(verb, options);
  add_speed(verb, options);
  add_where(verb, options);
  add_telling(verb, options);
}

void require_sensible(const PublishOptions& options) {
  if (options.scenario.empty() && !options.count) {
    throw UsageError("give --scenario NAME or --count N");
  }
  if (!options.scenario.empty()) refuse_beside_scenario(options);
  if (options.only_private && options.only_public) {
    throw UsageError(
        "--private and --public exclude each other; without "
        "either both are sent");
  }
  if (options.server.empty() && !options.nkey_file.empty()) {
    throw UsageError("--nkey-file goes with --server");
  }
  if (!options.server.empty() && !options.env_file.empty()) {
    throw UsageError("--env-file names a server; give it or --server");
  }
}

}  // namespace chefs::cli
