// Runs a program to its end and keeps what it wrote, for tests that hold the
// toolkit against an independent judge (node, openssl, a script).
// Not for programs that are talked to while they run.
//
//   Finished run = run_program({.argv = {"openssl", "version"}});
//   EXPECT_EQ(run.exit_code, 0) << run.err;
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace chefs::tests {

struct Program {
  // The first is looked up in PATH.
  std::vector<std::string> argv;
  // All that stdin gives; the program may read it or not.
  std::string in = {};
  // Added to this process' environment.
  std::map<std::string, std::string> environment = {};
  // Empty: where the test runs.
  std::filesystem::path working_directory = {};
  // Then the program is killed.
  std::chrono::milliseconds time_limit{60'000};
};

struct Finished {
  // 128 + number if a signal ended the program, as in a shell.
  int exit_code = 0;
  std::string out;
  std::string err;
};

// Throws std::system_error if the program cannot be started, and
// std::runtime_error if its time is up.
Finished run_program(const Program& program);

// A file of this project, from its root.
std::filesystem::path project_file(const std::filesystem::path& path);

// Runs an ES module of this project with node. One that imports the stock
// clients (tests/stock/node/clients.mjs) needs the fixture stock-node.
Finished run_node(const std::filesystem::path& module, std::string in = {},
                  std::map<std::string, std::string> environment = {});

}  // namespace chefs::tests
