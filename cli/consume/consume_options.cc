#include "cli/consume/consume_options.h"

#include <CLI/CLI.hpp>

#include "cli/quantity.h"

namespace chefs::cli {
namespace {

constexpr int kMaxBatch = 500;

void add_server_options(CLI::App& verb, ConsumeOptions& options) {
  verb.add_option("--env-file", options.env_file,
                  "Take variables from this file, such as the one that "
                  "`chefs-mock up` names, before those of the environment.")
      ->type_name("FILE");
  verb.add_option("--servers", options.servers,
                  "Addresses, separated by commas: ws:// or wss://, or nats:// "
                  "for NATS over TCP. Default: SERVERS.")
      ->type_name("URL,…")
      ->allow_extra_args(false);
  verb.add_option("--nkey-file", options.nkey_file,
                  "File with the seed (SU…) of the NKey. Default: NKEY_SEED.")
      ->type_name("FILE");
  verb.add_option("--ca", options.ca_file,
                  "Certificate authority to trust for wss:// and https://, in "
                  "PEM. Default: CHEFS_CA_FILE, else the system's.")
      ->type_name("FILE");
  add_duration_option(verb, "--patience", options.patience,
                      "How long a server that does not answer is tried, at "
                      "the start (default 0s) and after a loss (60s).");
}

void add_choice_options(CLI::App& verb, ConsumeOptions& options) {
  verb.add_option("--durable", options.durable,
                  "Name under which the server keeps how far this consumer "
                  "has come. Default: DURABLE_NAME, else chefs-mock-consume.")
      ->type_name("NAME");
  verb.add_flag("--recreate", options.recreate,
                "Forget how far a durable of that name had come.");
  verb.add_option("--filter", options.filters,
                  "Only these subjects, e.g. 'PRIVATE.forms.submission.>'. "
                  "Several take a nats-server 2.10. Default: "
                  "FILTER_SUBJECTS, else all.")
      ->type_name("SUBJECT")
      ->allow_extra_args(false);
  auto* from_sequence =
      verb.add_option("--from-sequence", options.from_sequence,
                      "A new durable starts at this sequence. Default: "
                      "START_SEQUENCE, else at the stream's beginning.")
          ->check(CLI::PositiveNumber.description(""))
          ->type_name("N");
  verb.add_option("--from-time", options.from_time,
                  "A new durable starts at this time, like "
                  "2026-11-24T06:50:16Z. Default: START_TIME.")
      ->type_name("TIME")
      ->excludes(from_sequence);
  auto* source =
      verb.add_option("--source", options.sources,
                      "Events of other sources are ignored, yet acknowledged. "
                      "Repeat it for several. Default: SOURCE, else any.")
          ->type_name("NAME")
          ->allow_extra_args(false);
  verb.add_flag("--any-source", options.any_source,
                "Take events of every source, whatever SOURCE says.")
      ->excludes(source);
  verb.add_option("--batch", options.batch,
                  "Events that are asked for at a time.")
      ->check(CLI::Range(1, kMaxBatch).description(""))
      ->type_name("N")
      ->capture_default_str();
}

void add_payload_options(CLI::App& verb, ConsumeOptions& options) {
  verb.add_option("--keys", options.keys_file,
                  "JSON file, form id to encryption key, \"*\" for all other "
                  "forms. Goes before ENCRYPTION_KEYS (the same as a "
                  "variable) and ENCRYPTION_KEY (for all forms).")
      ->type_name("FILE");
  auto* api = verb.add_option("--api-url", options.api_url,
                              "CHEFS API from which submissions too large for "
                              "an event are downloaded, with CHEFS_API_KEYS. "
                              "Default: CHEFS_API_URL.")
                  ->type_name("URL");
  verb.add_flag("--no-recover", options.no_recover, "Download nothing.")
      ->excludes(api);
  auto* payload =
      verb.add_flag("--show-payload", options.show_payload,
                    "Print what was decrypted. It is personal information.");
  verb.add_flag("--quiet", options.quiet,
                "Print a line only for events that were undecryptable or "
                "invalid.")
      ->excludes(payload);
}

void add_end_options(CLI::App& verb, ConsumeOptions& options) {
  verb.add_option("--count", options.count, "End after this many events.")
      ->check(CLI::PositiveNumber.description(""))
      ->type_name("N");
  verb.add_flag("--until-idle", options.until_idle,
                "End when everything there is was read and acknowledged.");
  add_duration_option(verb, "--for", options.run_for, "End after this time.");
  verb.add_flag("--strict", options.strict,
                "Exit with 1 if an event was undecryptable or invalid, or was "
                "discarded by the stream before it was read.");
  verb.add_flag("--json", options.as_json,
                "One JSON object a line; events are those with \"chefs\":1.");
}

}  // namespace

void add_consume_options(CLI::App& verb, ConsumeOptions& options) {
  add_server_options(verb, options);
  add_choice_options(verb, options);
  add_payload_options(verb, options);
  add_end_options(verb, options);
}

}  // namespace chefs::cli
