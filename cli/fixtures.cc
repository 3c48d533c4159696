// `chefs-mock fixtures generate|verify`: golden events, keys and vectors for
// work without a server, from a seed; and whether a folder of them is sound.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "cli/help.h"
#include "cli/verbs.h"
#include "consumer-kit/fixtures/fixture_folder.h"
#include "consumer-kit/fixtures/schema_check.h"
#include "producer/scenario/scenario_files.h"

namespace chefs::cli {
namespace {

using contract::Json;
using fixtures::FolderFault;

struct FixtureOptions {
  // Empty: fixtures/ of the toolkit's own data.
  std::filesystem::path folder;
  std::uint64_t seed = fixtures::kDefaultSeed;
  bool with_large = false;
  bool as_json = false;
};

std::filesystem::path folder_of(const FixtureOptions& options,
                                const std::filesystem::path& data) {
  return options.folder.empty() ? data / "fixtures" : options.folder;
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void report(const FixtureOptions& options, const std::filesystem::path& folder,
            const fixtures::WrittenFolder& written, Process& process) {
  if (options.as_json) {
    process.out.json_line({{"folder", folder.string()},
                           {"seed", options.seed},
                           {"files", written.files},
                           {"bytes", written.bytes},
                           {"removed", written.removed}});
    return;
  }
  for (const std::string& path : written.removed) {
    process.out.line(path + ": removed, no fixture any more");
  }
  process.out.line(fmt::format("wrote {} files, {}, to {} (seed {})",
                               written.files, megabytes(written.bytes),
                               folder.string(), options.seed));
}

int generate(const FixtureOptions& options, Process& process) {
  const std::filesystem::path data = producer::find_data_folder();
  const fixtures::FixtureRequest request{.data_folder = data,
                                         .seed = options.seed};
  const std::filesystem::path folder = folder_of(options, data);
  fixtures::FixtureSet set = fixtures::make_fixtures(request);
  if (options.with_large) {
    for (auto& file : fixtures::make_large_fixtures(request)) {
      set.generated.push_back(std::move(file));
    }
  }
  report(options, folder, fixtures::write_folder(folder, set), process);
  return kOk;
}

void report(const FixtureOptions& options, const std::filesystem::path& folder,
            std::uint64_t seed, std::size_t files,
            const std::vector<FolderFault>& faults, Process& process) {
  if (options.as_json) {
    Json list = Json::array();
    for (const FolderFault& fault : faults) {
      list.push_back({{"path", fault.path}, {"fault", fault.text}});
    }
    process.out.json_line({{"folder", folder.string()},
                           {"seed", seed},
                           {"files", files},
                           {"faults", list}});
    return;
  }
  for (const FolderFault& fault : faults) {
    process.out.line(fault.path + ": " + fault.text);
  }
  if (faults.empty()) {
    process.out.line(fmt::format(
        "{}: {} files are as seed {} makes them and satisfy their schemas",
        folder.string(), files, seed));
  } else {
    process.out.line(
        fmt::format("{}: {} faults", folder.string(), faults.size()));
  }
}

std::vector<FolderFault> find_faults(const std::filesystem::path& folder,
                                     const std::filesystem::path& data,
                                     const fixtures::FixtureSet& set,
                                     std::uint64_t seed) {
  std::vector<fixtures::FixtureFile> large;
  if (fixtures::has_large_files(folder)) {
    large = fixtures::make_large_fixtures({.data_folder = data, .seed = seed});
  }
  std::vector<FolderFault> out = fixtures::compare_folder(folder, set, large);
  for (auto& fault : fixtures::check_schemas(folder, set)) {
    out.push_back(std::move(fault));
  }
  for (auto& fault : fixtures::check_named_schemas(data / "scenarios")) {
    out.push_back({"scenarios/" + fault.path, std::move(fault.text)});
  }
  return out;
}

int verify(const FixtureOptions& options, Process& process) {
  const std::filesystem::path data = producer::find_data_folder();
  const std::filesystem::path folder = folder_of(options, data);
  const std::uint64_t seed = fixtures::seed_of_folder(folder);
  const fixtures::FixtureSet set =
      fixtures::make_fixtures({.data_folder = data, .seed = seed});
  const std::vector<FolderFault> faults = find_faults(folder, data, set, seed);
  report(options, folder, seed, set.generated.size() + set.written.size(),
         faults, process);
  return faults.empty() ? kOk : kWrong;
}

void add_generate(CLI::App& fixtures, Chosen& chosen) {
  auto options = std::make_shared<FixtureOptions>();
  CLI::App* verb = fixtures.add_subcommand(
      "generate",
      "Write the fixtures: golden events as the exact bytes on the wire, the "
      "rows and keys behind them, vectors for decryptors, what each scenario "
      "publishes, and the schemas of all that. The same seed gives the same "
      "bytes. Files of an earlier run that are made no more are removed.");
  verb->add_option("--out", options->folder,
                   "Write here, not to the toolkit's own fixtures/.")
      ->type_name("DIR");
  verb->add_option("--seed", options->seed,
                   "Number from which everything random is made.")
      ->capture_default_str();
  verb->add_flag("--large", options->with_large,
                 "Write vectors-large/ as well: the vectors that are too long "
                 "to be kept, up to 480 kB of plaintext.");
  verb->add_flag("--json", options->as_json, "One JSON object.");
  verb->footer(examples({{"chefs-mock fixtures generate --out fixtures",
                          "a directory to develop against, with no server"},
                         {"chefs-mock fixtures generate --out big --large",
                          "with the vectors of nearly the largest event"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) {
      return generate(*options, process);
    };
  });
}

void add_verify(CLI::App& fixtures, Chosen& chosen) {
  auto options = std::make_shared<FixtureOptions>();
  CLI::App* verb = fixtures.add_subcommand(
      "verify",
      "Make the fixtures again in memory, from the seed that the directory's "
      "index states, and compare; check every JSON file against its schema. "
      "Exit status 1 if a file differs, is missing or is none of them.");
  verb->add_option("DIR", options->folder,
                   "The directory; the toolkit's own fixtures/ if it is "
                   "absent.");
  verb->add_flag("--json", options->as_json, "One JSON object.");
  verb->footer(examples({{"chefs-mock fixtures verify fixtures",
                          "which file was edited, and at which byte"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) { return verify(*options, process); };
  });
}

}  // namespace

void add_fixtures(CLI::App& app, Chosen& chosen) {
  CLI::App* fixtures = app.add_subcommand(
      "fixtures",
      "Golden events, keys and decryptor vectors for work without a server.");
  fixtures->require_subcommand(1);
  add_generate(*fixtures, chosen);
  add_verify(*fixtures, chosen);
}

}  // namespace chefs::cli
