// `chefs-mock conform`: the suites, each a verb of its own.
#include "cli/conform/conform.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <variant>

#include "base/environment_error.h"
#include "cli/conform/conform_consumer.h"
#include "cli/conform/conform_decryptor.h"
#include "cli/conform/conform_progress.h"
#include "cli/verbs.h"
#include "cli/version.h"
#include "consumer-kit/conformance/process/adopted_processes.h"
#include "consumer-kit/conformance/process/linux_processes.h"
#include "consumer-kit/conformance/suite/run_journal.h"
#include "contract/random_source.h"

namespace chefs::cli {
namespace {

using namespace conformance;
using std::chrono::milliseconds;

struct SuiteCrash {
  int signal = 0;
};

// Who is killed with SIGKILL can pass nothing on.
void die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kEnvironment);
}

void pass_signals_on(Signals& signals, pid_t suite) {
  const base::FileDescriptor handle = process_handle(suite);
  std::array<pollfd, 2> wanted{
      pollfd{.fd = signals.descriptor(), .events = POLLIN, .revents = 0},
      pollfd{.fd = handle.get(), .events = POLLIN, .revents = 0}};
  while (wanted[1].revents == 0) {
    if (::poll(wanted.data(), wanted.size(), -1) < 0) continue;
    if (const auto signal = signals.take()) ::kill(suite, *signal);
  }
}

// Twice a return: in the new process with what `work` gave, and in this one
// with the same once that has ended, so that both can end with it; or with the
// crash. Signals that come here are passed on. What a crashed run left running
// is ended. Before any thread is started. Throws EnvironmentError, and in the
// new process what `work` throws.
std::variant<int, SuiteCrash> run_in_own_process(
    Process& process, const std::function<int()>& work) {
  const pid_t parent = ::getpid();
  const pid_t suite = ::fork();
  if (suite < 0)
    throw base::EnvironmentError(fmt::format(
        "cannot start a process for the suite: {}", strerror(errno)));
  if (suite == 0) {
    die_with(parent);
    return work();
  }
  const AdoptedProcesses left_by_a_crash;
  pass_signals_on(process.signals, suite);
  int status = 0;
  while (::waitpid(suite, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) return SuiteCrash{WTERMSIG(status)};
  return WEXITSTATUS(status);
}

milliseconds cpu_time() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto as_ms = [](const timeval& time) {
    return milliseconds(time.tv_sec * 1000 + time.tv_usec / 1000);
  };
  return as_ms(used.ru_utime) + as_ms(used.ru_stime);
}

// Nothing if a signal ended it.
std::optional<RunReport> run_here(const SuiteRun& suite, Process& process) {
  RunOptions options = suite.options;
  ConformProgress progress(process.err);
  if (progress.is_shown()) {
    options.on_progress = [&progress](std::size_t done, std::size_t planned) {
      progress.show(done, planned);
    };
    options.on_wait = [&progress](const std::string& id,
                                  const std::string& what,
                                  milliseconds within) {
      progress.note_wait(id, what, within);
    };
  }
  const AdoptedProcesses adopted;
  StopEvent stop;
  const StopOnSignal on_signal(process.signals);
  const std::stop_callback request(on_signal.token(),
                                   [&stop] { stop.request(); });
  const std::string started_at = timestamp_now();
  const auto begun = std::chrono::steady_clock::now();
  const milliseconds cpu_before = cpu_time();
  std::optional<RunReport> report = suite.run(options, stop);
  if (!report || on_signal.stopped()) return std::nullopt;
  report->runner_cpu = cpu_time() - cpu_before;
  report->took = std::chrono::duration_cast<milliseconds>(
      std::chrono::steady_clock::now() - begun);
  report->started_at = started_at;
  report->suite_version = kVersion;
  report->case_set = suite.begun.case_set;
  report->seed = options.seed;
  report->profile = suite.begun.profile;
  return report;
}

// Writes and prints the usual reports of what was done until then.
int publish_crash(const SuiteRun& suite, const RunJournal& journal,
                  SuiteCrash crash, ConformResults& results, Process& process) {
  RunReport report = suite.begun;
  report.suite_version = kVersion;
  report.seed = suite.options.seed;
  report.jobs = suite.options.jobs;
  report.level = suite.options.level;
  report_crash(report, suite.infos, journal.read(), crash.signal);
  results.conclude(report, suite.infos.size());
  // Even if its last case had ended.
  report.verdict = Verdict::kNotScored;
  // The line that the crash left on a terminal.
  { const ConformProgress erased(process.err); }
  results.publish(report, process);
  return kEnvironment;
}

// Without --seed: a number that no run had before.
std::uint64_t fresh_seed() {
  contract::SystemRandom random;
  // Short enough to be typed.
  return random.below(1'000'000'000);
}

}  // namespace

int run_and_publish(const SuiteRun& suite, ConformResults& results,
                    Process& process) {
  std::optional<RunReport> report = run_here(suite, process);
  if (!report) return kInterrupted;
  results.conclude(*report, suite.infos.size());
  if (suite.on_concluded) suite.on_concluded(*report);
  return results.publish(*report, process);
}

int conform_suite(SuiteRun suite, ConformResults& results, Process& process) {
  RunJournal journal(suite.infos.size());
  suite.options.on_begun = [&journal](std::size_t number) {
    journal.begin(number);
  };
  suite.options.on_ended = [&journal](std::size_t number,
                                      const CaseResult* news) {
    news ? journal.end(number, *news) : journal.end_again(number);
  };
  const auto ended = run_in_own_process(
      process, [&] { return run_and_publish(suite, results, process); });
  if (const int* code = std::get_if<int>(&ended)) return *code;
  return publish_crash(suite, journal, std::get<SuiteCrash>(ended), results,
                       process);
}

RunOptions run_options(const ConformOptions& options) {
  RunOptions run;
  run.jobs = options.jobs;
  run.patience = options.patience;
  run.seed = options.seed ? *options.seed : fresh_seed();
  run.level = options.counted();
  return run;
}

void add_conform(CLI::App& app, Chosen& chosen) {
  CLI::App* verb = app.add_subcommand(
      "conform",
      "Prove an implementation, in any language, right or wrong, and say why.");
  verb->require_subcommand(1);
  add_conform_decryptor(*verb, chosen);
  add_conform_consumer(*verb, chosen);
}

}  // namespace chefs::cli
