#include "tests/support/run_program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "tests/support/process_end.h"

extern char** environ;

namespace chefs::tests {
namespace {

[[noreturn]] void throw_errno(int error, const std::string& attempted) {
  throw std::system_error(error, std::generic_category(),
                          "cannot " + attempted);
}

class Descriptor {
 public:
  Descriptor(int number, const std::string& attempted) : number_(number) {
    if (number_ < 0) throw_errno(errno, attempted);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number_); }
  int get() const { return number_; }

 private:
  int number_;
};

// A file in memory: unlike a pipe it takes any amount without a reader.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& content = {})
      : file_(::memfd_create("chefs-test", MFD_CLOEXEC), "make a memory file") {
    std::size_t written = 0;
    while (written < content.size()) {
      const ssize_t step = ::write(file_.get(), content.data() + written,
                                   content.size() - written);
      if (step < 0) throw_errno(errno, "fill a memory file");
      written += static_cast<std::size_t>(step);
    }
    ::lseek(file_.get(), 0, SEEK_SET);
  }

  int descriptor() const { return file_.get(); }

  std::string content() const {
    const off_t size = ::lseek(file_.get(), 0, SEEK_END);
    std::string text(static_cast<std::size_t>(size), '\0');
    const ssize_t read = ::pread(file_.get(), text.data(), text.size(), 0);
    if (read != size) throw_errno(errno, "read a memory file");
    return text;
  }

 private:
  Descriptor file_;
};

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

  void connect(const MemoryFile& file, int as) {
    posix_spawn_file_actions_adddup2(&actions_, file.descriptor(), as);
  }
  void change_directory(const std::filesystem::path& path) {
    if (path.empty()) return;
    posix_spawn_file_actions_addchdir_np(&actions_, path.c_str());
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

std::vector<std::string> environment_with(
    const std::map<std::string, std::string>& added) {
  std::vector<std::string> lines;
  for (char** line = environ; *line != nullptr; ++line) {
    const std::string text = *line;
    if (!added.contains(text.substr(0, text.find('=')))) lines.push_back(text);
  }
  for (const auto& [name, value] : added) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

pid_t start(const Program& program, const FileActions& actions) {
  std::vector<std::string> arguments = program.argv;
  std::vector<std::string> variables = environment_with(program.environment);
  pid_t pid = 0;
  const int error =
      ::posix_spawnp(&pid, arguments.at(0).c_str(), actions.get(), nullptr,
                     pointers(arguments).data(), pointers(variables).data());
  if (error != 0) throw_errno(error, "start " + arguments[0]);
  return pid;
}

int collect(pid_t pid) {
  int status = 0;
  if (::waitpid(pid, &status, 0) < 0) throw_errno(errno, "collect a process");
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Finished run_program(const Program& program) {
  const MemoryFile in(program.in);
  const MemoryFile out;
  const MemoryFile err;
  FileActions actions;
  actions.connect(in, STDIN_FILENO);
  actions.connect(out, STDOUT_FILENO);
  actions.connect(err, STDERR_FILENO);
  actions.change_directory(program.working_directory);

  const pid_t pid = start(program, actions);
  const bool in_time = ends_within(pid, program.time_limit);
  if (!in_time) ::kill(pid, SIGKILL);
  const int exit_code = collect(pid);
  if (!in_time) {
    throw std::runtime_error(program.argv[0] + " was not done after " +
                             std::to_string(program.time_limit.count()) +
                             " ms; it wrote: " + err.content());
  }
  return {.exit_code = exit_code, .out = out.content(), .err = err.content()};
}

std::filesystem::path project_file(const std::filesystem::path& path) {
  return std::filesystem::path(CHEFS_PROJECT_DIR) / path;
}

Finished run_node(const std::filesystem::path& module, std::string in,
                  std::map<std::string, std::string> environment) {
  return run_program({.argv = {"node", project_file(module).string()},
                      .in = std::move(in),
                      .environment = std::move(environment)});
}

}  // namespace chefs::tests
