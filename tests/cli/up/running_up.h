// A `chefs-mock up --json` that runs, with a folder of its own for what is
// temporary.
//
//   RunningUp up({"--tls"});
//   up.ready()["websocketUrl"];
//   up.process().send_signal(SIGTERM);
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/child_process.h"
#include "base/file_descriptor.h"
#include "contract/json.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::tests {

// Generous: a loaded machine is no fault.
inline constexpr std::chrono::seconds kPatience{60};

// The command under test.
std::filesystem::path chefs_mock();

// `up` with these arguments, run to its end.
Finished run_up(const TemporaryFolder& temporary,
                const std::vector<std::string>& arguments,
                std::map<std::string, std::string> environment = {});

class RunningUp {
 public:
  // Returns once the ready line is there; throws with what `up` said if it ends
  // without one.
  explicit RunningUp(const std::vector<std::string>& arguments = {},
                     std::map<std::string, std::string> environment = {});

  const contract::Json& ready() const { return ready_; }
  producer::ChildProcess& process() { return *process_; }
  pid_t server_pid() const { return ready_["natsServer"]["pid"]; }
  // Empty once nothing of any run is left.
  std::vector<std::filesystem::path> run_folders() const;
  const TemporaryFolder& temporary() const { return temporary_; }

  // Waits for the end.
  producer::ExitStatus wait();
  std::string errors() const { return read_file(temporary_ / "err"); }

 private:
  TemporaryFolder temporary_;
  std::unique_ptr<producer::ChildProcess> process_;
  base::FileDescriptor output_;
  contract::Json ready_;
};

}  // namespace chefs::tests
