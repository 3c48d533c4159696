#include "consumer-kit/conformance/consumer/case_runner.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/environment_error.h"
#include "consumer-kit/conformance/consumer/case_api.h"
#include "consumer-kit/conformance/consumer/case_loop.h"
#include "consumer-kit/conformance/consumer/case_messages.h"
#include "consumer-kit/conformance/consumer/case_publisher.h"
#include "consumer-kit/conformance/consumer/case_server.h"
#include "consumer-kit/conformance/consumer/case_world.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "consumer-kit/conformance/proxy/proxy.h"
#include "producer/server/tls_authority.h"

namespace chefs::conformance {
namespace {

using base::EnvironmentError;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// From the request to end until the kill, at the end of a case.
constexpr milliseconds kEndTime{2'000};
// From the start until the first try to connect. Some languages need seconds,
// on a busy machine many, and that is not what a case is about.
constexpr milliseconds kFirstTryTime{15'000};
// Of a program that got nowhere so far.
constexpr milliseconds kHurriedWait{1'000};

ProxyProtocol protocol_of(const std::string& transport) {
  return transport == "nats" ? ProxyProtocol::kNats : ProxyProtocol::kWebsocket;
}

class CaseRunner {
 public:
  CaseRunner(const ConsumerCase& asked, const CaseOptions& options,
             const StopEvent& stop)
      : asked_(asked),
        options_(options),
        recorder_(options.on_event),
        world_(asked, options.seed),
        server_(asked.setup, options.nats_server, recorder_),
        secrets_(secrets_of(world_, server_.consumer())),
        output_(recorder_, secrets_),
        family_(contract::SystemRandom().uuid()),
        api_(asked.setup.api, recorder_),
        messages_(asked, world_, api_.store()),
        given_{asked.setup.credentials, asked.setup.keys, asked.setup.source,
               filled_in(asked.setup.filters)},
        ca_(asked.setup.ca),
        loop_{recorder_, program_, output_, server_, stop} {
    std::size_t messages = 0;
    for (const CaseMessage& message : asked.messages) messages += message.times;
    recorder_.expect(messages);
    if (std::ranges::find(asked.checks, "no-secrets", &ConsumerCheck::rule) !=
        asked.checks.end())
      exec_watch_.emplace();
    make_proxy();
  }

  CaseRecord play() {
    for (const Step& step : asked_.steps) {
      std::visit([this](const auto& what) { take(what); }, step);
      if (is_held_up_) break;
    }
    mark(std::string(kCaseEnds));
    server_.note_state();
    look_at_arguments();
    end_program();
    look_at_execs();
    return record();
  }

 private:
  void make_proxy() {
    ProxyOptions options;
    options.protocol = protocol_of(options_.transport);
    options.upstreams = server_.upstreams(options.protocol);
    if (asked_.setup.is_tls) {
      const producer::TlsFiles files = make_tls_files("tls");
      options.certificate_chain = files.certificate;
      options.private_key = files.key;
      ca_files_[TrustedCa::kOwn] = files.ca;
      ca_files_[TrustedCa::kForeign] = make_tls_files("foreign-tls").ca;
    }
    FaultPlan plan = asked_.faults;
    plan.seed = world_.seed;
    ProxyWatcher watcher;
    watcher.on_event = [this](TimelineEvent event) {
      recorder_.add(std::move(event));
    };
    watcher.on_server_fault = [this](auto fault, std::size_t server) {
      server_.request_fault(fault, server);
    };
    // It cannot wait for the case runner.
    watcher.on_program_kill = [this] { program_.kill_now(); };
    proxy_.emplace(std::move(options), std::move(plan), std::move(watcher));
  }

  producer::TlsFiles make_tls_files(const std::string& name) const {
    const std::filesystem::path folder = server_.folder() / name;
    std::filesystem::create_directory(folder);
    return producer::make_tls_files(folder, {},
                                    std::chrono::system_clock::now());
  }

  // By the program's doing: the steps that are left are not taken.
  void hold_up(std::string_view words) {
    mark(std::string(kCannotGoOn).append(words));
    is_held_up_ = true;
  }

  void mark(std::string text) {
    recorder_.add({.kind = EventKind::kMarked, .text = std::move(text)});
  }

  milliseconds scaled(milliseconds time) const {
    if (options_.is_hurried) time = std::min(time, kHurriedWait);
    return std::chrono::duration_cast<milliseconds>(time * options_.patience);
  }
  steady_clock::time_point in(milliseconds time) const {
    return steady_clock::now() + scaled(time);
  }

  void tell_wait(CaseWait wait) const {
    if (options_.on_wait) options_.on_wait(wait);
  }

  void take(const PublishStep& step) {
    server_.wait_until_usable();
    CasePublisher publisher(messages_, server_.publisher_url(),
                            server_.producer(), recorder_);
    publisher.publish(step, [this](steady_clock::time_point until) {
      loop_.wait(until, WaitStyle::kWholeTime, [] { return false; });
    });
  }

  // The leader's first, so that a program which knows no other loses it.
  std::vector<std::string> urls() const {
    std::vector<std::string> urls = proxy_->urls();
    const auto leader = static_cast<std::ptrdiff_t>(server_.leader());
    std::rotate(urls.begin(), urls.begin() + leader, urls.end());
    return urls;
  }

  void take(const StartStep& step) {
    if (program_.is_running())
      return hold_up(
          "it was to end, so as to be started again, and still runs");
    given_.credentials = step.credentials.value_or(given_.credentials);
    given_.keys = step.keys.value_or(given_.keys);
    ca_ = step.ca.value_or(ca_);
    if (!step.source.empty()) given_.source = step.source;
    if (!step.filters.empty()) given_.filters = filled_in(step.filters);
    const auto environment =
        program_environment(asked_, world_,
                            {.servers = urls(),
                             .transport = options_.transport,
                             .consumer = server_.consumer(),
                             .api_url = api_.url(),
                             .ca_file = ca_files_[ca_].string(),
                             .start_time = start_time()},
                            given_);
    recorder_.add({.kind = EventKind::kStarted, .count = ++starts_});
    first_try_by_ = in(kFirstTryTime);
    tries_at_start_ = tries();
    program_.start(options_.program, environment, family_,
                   exec_watch_ ? &*exec_watch_ : nullptr, output_, recorder_);
  }

  void take(const SignalStep& step) {
    look_at_arguments();
    recorder_.add({.kind = EventKind::kSignalled,
                   .count = static_cast<std::uint64_t>(step.signal)});
    program_.signal(step.signal);
  }

  void take(const ServerStep& step) { server_.control().apply({step.action}); }

  void take(const AwaitStep& step) {
    if (program_.is_running()) await_first_try([&] { return holds(step); });
    const milliseconds within = time_for(step);
    tell_wait({describe(step), within});
    const auto latest =
        steady_clock::now() + std::max(scaled(kLongestAwait), within);
    auto deadline = steady_clock::now() + within;
    bool held = false;
    bool gets_on = false;
    while (true) {
      held = loop_.wait(deadline, style_of(step), [&] {
        if (exec_watch_) look_at_arguments();
        return holds(step);
      });
      if (held || steady_clock::now() < deadline) break;
      const auto further = time_from_last_work(within);
      gets_on = further > deadline && !asked_.setup.is_about_speed;
      if (!gets_on || deadline >= latest) break;
      deadline = std::min(further, latest);
    }
    has_waited_in_vain_ |= !held;
    recorder_.add({.kind = held ? EventKind::kAwaited : EventKind::kGaveUp,
                   .count = !held && gets_on ? 1u : 0u,
                   .text = describe(step)});
    tell_wait({});
    look_at_arguments();
  }

  // That it ends after a signal takes its time whatever came before.
  milliseconds time_for(const AwaitStep& step) const {
    const bool is_vain = options_.is_hurried && has_waited_in_vain_;
    return is_vain && !step.has_exited ? milliseconds(0) : scaled(step.within);
  }

  // A slow program is given its time, as long as it gets on.
  steady_clock::time_point time_from_last_work(milliseconds within) {
    const auto last = recorder_.look(
        [](const CaseProgress& progress) { return progress.last_work(); });
    return recorder_.begin() + last + within;
  }

  WaitStyle style_of(const AwaitStep& step) const {
    if (exec_watch_) return WaitStyle::kForGlances;
    const bool asks_server = step.is_drained || step.is_pulling;
    return asks_server ? WaitStyle::kForServersState : WaitStyle::kForProgram;
  }

  // The time of a step counts from there.
  void await_first_try(const std::function<bool()>& holds) {
    tell_wait({"its first connection", scaled(kFirstTryTime)});
    loop_.wait(first_try_by_, WaitStyle::kForProgram,
               [&] { return tries() > tries_at_start_ || holds(); });
  }

  std::uint32_t tries() {
    return recorder_.look(
        [](const CaseProgress& progress) { return progress.connections(); });
  }

  void take(const ObserveStep& step) {
    if (program_.is_running()) await_first_try([] { return false; });
    mark(step.name + "-begins");
    loop_.wait(steady_clock::now() + step.span, WaitStyle::kForProgram,
               [] { return false; });
    mark(step.name + "-ends");
  }

  bool holds(const AwaitStep& step) {
    if (step.has_exited && program_.is_running()) return false;
    const bool is_seen = recorder_.look([&](const CaseProgress& progress) {
      const auto have = [&](MessageMoment moment,
                            const std::vector<std::string>& names) {
        return std::ranges::all_of(names, [&](const std::string& name) {
          return progress.has_happened(moment, name);
        });
      };
      return have(MessageMoment::kDelivered, step.delivered) &&
             have(MessageMoment::kRedelivered, step.redelivered) &&
             have(MessageMoment::kAcked, step.acked) &&
             have(progress.is_reporting() ? MessageMoment::kReported
                                          : MessageMoment::kAcked,
                  step.reported) &&
             progress.connections() >= step.connections &&
             progress.api_requests() >= step.api_requests &&
             progress.downloads() >= step.downloads &&
             progress.faults() >= step.faults &&
             (progress.has_pulled() || !step.is_pulling);
    });
    if (!is_seen) return false;
    if (step.is_drained) return server_.is_drained();
    return !step.is_pulling || server_.has_consumer();
  }

  std::string start_time() {
    const std::string& name = asked_.setup.start_time_of;
    if (name.empty()) return {};
    const std::uint64_t sequence =
        recorder_.look([&](const CaseProgress& progress) {
          return progress.sequence_of(name);
        });
    if (sequence == 0)
      throw EnvironmentError(fmt::format(
          "the case {} starts from the time of \"{}\", which is not published",
          asked_.info.id, name));
    return server_.stored_at(sequence);
  }

  // The program and all that it has started.
  void look_at_arguments() {
    look_at_execs();
    if (!program_.is_running()) return;
    for (const std::string& line : family_.command_lines())
      secrets_.read_whole(std::string(kInArguments), line);
  }

  void look_at_execs() {
    if (!exec_watch_) return;
    for (const std::string& line : exec_watch_->take())
      secrets_.read_whole(std::string(kInArguments), line);
    const std::string why_not = exec_watch_->why_not();
    if (why_not.empty() || is_sampling_noted_) return;
    is_sampling_noted_ = true;
    mark("arguments are looked at from time to time only: " + why_not);
  }

  void end_program() {
    program_.signal(SIGCONT);
    program_.signal(SIGTERM);
    const bool has_ended =
        loop_.wait(in(kEndTime), WaitStyle::kForProgram,
                   [this] { return !program_.is_running(); });
    if (!has_ended) {
      mark(fmt::format("killed: it was still there {} ms after SIGTERM",
                       scaled(kEndTime).count()));
      program_.kill();
    }
    if (starts_ > 0) note_left(family_.kill_all());
  }

  void note_left(const EndedProcesses& ended) {
    if (ended.left.empty()) return;
    mark(
        fmt::format("{}it goes on starting processes; {} could not be ended, "
                    "please end them by hand",
                    kCannotGoOn, fmt::join(ended.left, ", ")));
  }

  CaseRecord record() {
    CaseRecord record;
    record.schedule = proxy_->applied();
    record.server_version = server_.version();
    record.server_config = server_.configuration();
    // Nobody adds to the timeline any more.
    proxy_.reset();
    record.timeline = recorder_.take();
    record.timeline.given = {
        .transport = options_.transport,
        .durable_name = durable_of(asked_),
        .nkey_user = server_.consumer().public_key(),
        .source = given_.source,
        .filters = given_.filters,
        .form_ids = {world_.form(1).id(), world_.form(2).id()},
        .server_version = server_.version()};
    record.timeline.secrets = secrets_.found();
    record.timeline.output_tail = output_.tail();
    return record;
  }

  std::vector<std::string> filled_in(std::vector<std::string> texts) const {
    for (std::string& text : texts) text = world_.filled_in(text);
    return texts;
  }

  const ConsumerCase& asked_;
  const CaseOptions& options_;
  TimelineRecorder recorder_;
  CaseWorld world_;
  CaseServer server_;
  SecretWatch secrets_;
  ProgramOutput output_;
  const ProcessFamily family_;
  // If it is looked for secrets all the while.
  std::optional<ExecWatch> exec_watch_;
  bool is_sampling_noted_ = false;
  CaseApi api_;
  CaseMessages messages_;
  // Empty without TLS.
  std::map<TrustedCa, std::filesystem::path> ca_files_;
  ProgramSlot program_;
  GivenSettings given_;
  TrustedCa ca_;
  CaseLoop loop_;
  std::optional<Proxy> proxy_;
  std::uint64_t starts_ = 0;
  steady_clock::time_point first_try_by_{};
  std::uint32_t tries_at_start_ = 0;
  bool is_held_up_ = false;
  bool has_waited_in_vain_ = false;
};

}  // namespace

CaseRecord play_consumer_case(const ConsumerCase& asked,
                              const CaseOptions& options,
                              const StopEvent& stop) {
  return CaseRunner(asked, options, stop).play();
}

}  // namespace chefs::conformance
