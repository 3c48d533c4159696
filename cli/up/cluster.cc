// `chefs-mock cluster`: breaks and mends the cluster of a running `up`.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "base/environment_error.h"
#include "cli/help.h"
#include "cli/lookup.h"
#include "cli/up/control_socket.h"
#include "cli/verbs.h"
#include "producer/server/server_action.h"

namespace chefs::cli {
namespace {

using contract::Json;
using producer::ServerAction;

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

int ask(const ClusterOptions& options, ServerAction action, Process& process) {
  const std::filesystem::path env_file =
      options.env_file.empty() ? find_running_stream() : options.env_file;
  const Json answer =
      ask_control(std::filesystem::absolute(env_file).parent_path(),
                  std::string(producer::step_word(action)));
  if (answer.contains("error")) {
    throw base::EnvironmentError(
        fmt::format("cannot {}: {}",
                    action == ServerAction::kStart ? "start the servers"
                                                   : "stop the leader",
                    answer["error"].get<std::string>()));
  }
  if (options.as_json) {
    process.out.json_line(answer);
  } else {
    process.out.line(in_words(answer));
  }
  return kOk;
}

CLI::App* add_command(CLI::App& cluster, Chosen& chosen, ServerAction action,
                      const std::string& description) {
  auto options = std::make_shared<ClusterOptions>();
  CLI::App* command = cluster.add_subcommand(
      std::string(producer::step_word(action)), description);
  command
      ->add_option("--env-file", options->env_file,
                   "The producer.env of one `up` among several.")
      ->type_name("FILE");
  command->add_flag("--json", options->as_json, "One JSON object.");
  command->callback([options, &chosen, action] {
    chosen = [options, action](Process& process) {
      return ask(*options, action, process);
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
  add_command(*cluster, chosen, ServerAction::kStopLeader,
              "Stop the server that leads the stream, and wait until another "
              "one does.")
      ->footer(examples({{"chefs-mock cluster stop-leader",
                          "what a consumer meets when CHEFS loses a node"}}));
  add_command(*cluster, chosen, ServerAction::kStart,
              "Start the servers that were stopped, with their stores.")
      ->footer(
          examples({{"chefs-mock cluster start",
                     "three servers again, before the next stop-leader"}}));
}

}  // namespace chefs::cli
