#include "tests/cli/up/running_up.h"

#include <poll.h>
#include <unistd.h>

#include <stdexcept>

namespace chefs::tests {
namespace {

namespace fs = std::filesystem;
using base::FileDescriptor;
using producer::ChildProcess;

// Nothing of the surroundings but the server that is to be tested with.
std::map<std::string, std::string> with_temporary(
    const TemporaryFolder& temporary,
    std::map<std::string, std::string> environment) {
  environment["TMPDIR"] = temporary.path().string();
  return environment;
}

std::vector<std::string> argv_of(const std::vector<std::string>& arguments) {
  std::vector<std::string> argv = {chefs_mock().string(), "up"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return argv;
}

bool is_readable_within(int descriptor, std::chrono::milliseconds limit) {
  pollfd wanted{.fd = descriptor, .events = POLLIN, .revents = 0};
  return ::poll(&wanted, 1, static_cast<int>(limit.count())) == 1;
}

std::string read_line(const FileDescriptor& from) {
  std::string line;
  char c = 0;
  while (is_readable_within(from.get(), kPatience) &&
         ::read(from.get(), &c, 1) == 1 && c != '\n') {
    line += c;
  }
  return line;
}

}  // namespace

fs::path chefs_mock() { return CHEFS_MOCK_PROGRAM; }

Finished run_up(const TemporaryFolder& temporary,
                const std::vector<std::string>& arguments,
                std::map<std::string, std::string> environment) {
  return run_program(
      {.argv = argv_of(arguments),
       .environment = with_temporary(temporary, std::move(environment))});
}

RunningUp::RunningUp(const std::vector<std::string>& arguments,
                     std::map<std::string, std::string> environment) {
  std::vector<std::string> all = {"up", "--json"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  process_ = std::make_unique<ChildProcess>(producer::ChildProcessOptions{
      .program = chefs_mock(),
      .arguments = all,
      .environment = with_temporary(temporary_, std::move(environment)),
      .output = producer::Piped{},
      .error = producer::ToFile{temporary_ / "err"}});
  output_ = process_->take_output();
  const std::string line = read_line(output_);
  ready_ = contract::Json::parse(line, nullptr, false);
  if (!ready_.is_object()) {
    throw std::runtime_error("up gave no ready line: " + line + errors());
  }
}

std::vector<fs::path> RunningUp::run_folders() const {
  std::vector<fs::path> runs;
  for (const auto& entry : fs::recursive_directory_iterator(
           temporary_.path(), fs::directory_options::skip_permission_denied)) {
    if (entry.path().filename().string().starts_with("run-")) {
      runs.push_back(entry.path());
    }
  }
  return runs;
}

producer::ExitStatus RunningUp::wait() {
  if (const auto status = process_->wait_for(kPatience)) return *status;
  throw std::runtime_error("up does not end: " + errors());
}

}  // namespace chefs::tests
