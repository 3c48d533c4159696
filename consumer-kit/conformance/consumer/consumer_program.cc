#include "consumer-kit/conformance/consumer/consumer_program.h"

#include <fmt/format.h>
#include <signal.h>

#include <utility>

#include "base/pipe.h"
#include "consumer-kit/conformance/process/program_under_test.h"

namespace chefs::conformance {
namespace {

// Reads in one go, so that the case runner also comes to other things.
constexpr int kReadsAtATime = 16;

std::map<std::string, std::string> given_to(
    std::map<std::string, std::string> environment,
    const ProcessFamily& family) {
  std::erase_if(environment, [](const auto& v) { return v.second.empty(); });
  environment[kFamilyVariable] = family.mark();
  return environment;
}

std::set<std::string> names_in(
    const std::map<std::string, std::string>& environment) {
  std::set<std::string> names;
  for (const auto& [name, value] : environment) names.insert(name);
  return names;
}

}  // namespace

ConsumerProgram::ConsumerProgram(
    const Program& program,
    const std::map<std::string, std::string>& environment,
    const ProcessFamily& family, const ExecWatch* exec_watch,
    ProgramOutput& output, TimelineRecorder& recorder)
    : family_(family),
      output_(output),
      recorder_(recorder),
      process_({.program = program.file,
                .arguments = {program.words.begin() + 1, program.words.end()},
                .environment = given_to(environment, family),
                .without = names_in(environment),
                .input = producer::Discarded{},
                .output = producer::Piped{},
                .error = producer::Piped{},
                .before_exec = exec_watch}),
      out_(process_.take_output()),
      error_(process_.take_error()) {
  base::set_non_blocking(out_);
  base::set_non_blocking(error_);
}

ConsumerProgram::~ConsumerProgram() {
  process_.send_signal(SIGKILL);
  process_.wait();
}

std::array<pollfd, 3> ConsumerProgram::wanted() const {
  return {pollfd{has_ended_ ? -1 : process_.exit_descriptor(), POLLIN, 0},
          pollfd{out_.get(), POLLIN, 0}, pollfd{error_.get(), POLLIN, 0}};
}

void ConsumerProgram::pump() {
  if (has_ended_) return;
  const auto status = process_.exit_status();
  // Once it has ended, all that it wrote is in the pipes already.
  const auto read_some = [&](base::FileDescriptor& from, const auto& take) {
    for (int i = 0; i < kReadsAtATime || status; ++i)
      if (!base::read_chunk(from, take) || output_.is_flood()) break;
  };
  read_some(out_, [&](std::string_view chunk) { output_.take_out(chunk); });
  read_some(error_, [&](std::string_view chunk) { output_.take_error(chunk); });
  if (status) note_end(*status);
}

void ConsumerProgram::note_end(const producer::ExitStatus& status) {
  has_ended_ = true;
  out_.close();
  error_.close();
  output_.end(status.signal() ? OutputEnd::kCutOff : OutputEnd::kComplete);
  const std::size_t behind = family_.kill_all().killed;
  std::string words = describe_end(status);
  if (behind > 0)
    words += fmt::format("; it left {} {} running, which the suite ended",
                         behind, behind == 1 ? "process" : "processes");
  recorder_.add({.kind = EventKind::kExited,
                 .count = static_cast<std::uint64_t>(status.shell_code()),
                 .text = std::move(words)});
}

void ConsumerProgram::kill() {
  process_.send_signal(SIGKILL);
  process_.wait();
  pump();
}

}  // namespace chefs::conformance
