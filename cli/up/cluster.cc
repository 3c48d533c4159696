// `chefs-mock cluster`: breaks and mends the cluster of a running `up`.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "base/environment_error.h"
#include "cli/help.h"
#include "cli/publish/publish_target.h"
#include "cli/up/control_socket.h"
#include "cli/verbs.h"

namespace chefs::cli {
namespace {

using contract::Json;

struct ClusterOptions {
  std::filesystem::path env_file;
  bool as_json = false;
};

std::string joined(const Json& names) {
  std::string out;
  for (const Json& name : names) {
    out += (out.empty() ? "" : ", ") + name.get<std::string>();
  }
  return out;
}

std::string in_words(const Json& answer) {
  const std::string leads =
      answer.at("leader").get<std::string>() + " leads now.";
  if (answer.contains("stopped")) {
    return fmt::format("Stopped {}, which led the stream. {}",
                       answer["stopped"].get<std::string>(), leads);
  }
  if (answer.at("started").empty()) return "All servers run. " + leads;
  return fmt::format("Started {}. {}", joined(answer["started"]), leads);
}

int ask(const ClusterOptions& options, const std::string& command,
        Process& process) {
  const std::filesystem::path env_file =
      options.env_file.empty() ? find_running_stream() : options.env_file;
  const Json answer =
      ask_control(std::filesystem::absolute(env_file).parent_path(), command);
  if (answer.contains("error")) {
    throw base::EnvironmentError(fmt::format(
        "cannot {}: {}",
        command == "start" ? "start the servers" : "stop the leader",
        answer["error"].get<std::string>()));
  }
  if (options.as_json) {
    process.out.json_line(answer);
  } else {
    process.out.line(in_words(answer));
  }
  return kOk;
}

CLI::App* add_command(CLI::App& cluster, Chosen& chosen,
                      const std::string& name, const std::string& description) {
  auto options = std::make_shared<ClusterOptions>();
  CLI::App* command = cluster.add_subcommand(name, description);
  command
      ->add_option("--env-file", options->env_file,
                   "The producer.env of one `up` among several.")
      ->type_name("FILE");
  command->add_flag("--json", options->as_json, "One JSON object.");
  command->callback([options, &chosen, name] {
    chosen = [options, name](Process& process) {
      return ask(*options, name, process);
    };
  });
  return command;
}

}  // namespace

void add_cluster(CLI::App& app, Chosen& chosen) {
  CLI::App* cluster = app.add_subcommand(
      "cluster",
      "Break and fix the cluster of a running `chefs-mock up --cluster 3`.");
  cluster->require_subcommand(1);
  add_command(*cluster, chosen, "stop-leader",
              "Stop the server that leads the stream, and wait until another "
              "one does.")
      ->footer(examples({{"chefs-mock cluster stop-leader",
                          "what a consumer meets when CHEFS loses a node"}}));
  add_command(*cluster, chosen, "start",
              "Start the servers that were stopped, with their stores.")
      ->footer(
          examples({{"chefs-mock cluster start",
                     "three servers again, before the next stop-leader"}}));
}

}  // namespace chefs::cli
