// `chefs-mock consume`: the reference consumer on the command line.
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "base/environment_error.h"
#include "base/nats_handles.h"
#include "cli/consume/consume_options.h"
#include "cli/consume/consume_report.h"
#include "cli/consume/consume_settings.h"
#include "cli/help.h"
#include "cli/signals.h"
#include "cli/verbs.h"
#include "consumer-kit/reference/consumer.h"
#include "contract/subject.h"

namespace chefs::cli {
namespace {

using consumer::Consumer;
using consumer::ConsumerOptions;
using consumer::Notice;
using consumer::NoticeKind;
using consumer::RunEnd;
using consumer::SinkAnswer;
using std::chrono::steady_clock;

consumer::RunLimits limits_of(const ConsumeOptions& options) {
  consumer::RunLimits limits;
  limits.max_events = options.count;
  if (options.run_for) limits.deadline = steady_clock::now() + *options.run_for;
  if (options.until_idle) limits.when_idle = consumer::WhenIdle::kStop;
  return limits;
}

void warn_of_idle_filters(const ConsumerOptions& options, Output& err) {
  for (const auto& filter : options.durable.filters) {
    const auto why = contract::why_filter_matches_nothing(filter);
    if (why) err.line("chefs-mock consume: warning: " + *why);
  }
}

// Why: docs/decisions/0034.
int exit_code(const ConsumeOptions& options, const ConsumeSum& sum,
              RunEnd end) {
  if (end == RunEnd::kStopped && options.has_an_end()) return kInterrupted;
  if (options.strict && sum.has_losses()) return kWrong;
  return kOk;
}

int consume_until_stopped(const ConsumeOptions& options, Process& process,
                          const StopOnSignal& stop) {
  ConsumerOptions settings = consumer_options(options);
  warn_of_idle_filters(settings, process.err);
  const auto report = make_report(options, process.out, process.err);
  ConsumeSum sum;
  settings.on_notice = [&](const Notice& notice) {
    if (notice.kind == NoticeKind::kGap) {
      sum.discarded += notice.gap.last - notice.gap.first + 1;
    }
    report->notice(notice);
  };
  const base::NatsLibrary library;
  Consumer consumer(std::move(settings), stop.token());
  const auto started = steady_clock::now();
  const RunEnd end = consumer.run(
      [&](const consumer::Delivery& delivery,
          const consumer::EventResult& result) {
        if (!options.quiet || is_loss(result.outcome)) {
          report->event(delivery, result);
        }
        sum.add(delivery, result.outcome);
        return SinkAnswer::kDone;
      },
      [&] { report->flush(); }, limits_of(options), stop.token());
  sum.taken = steady_clock::now() - started;
  report->sum(sum, end);
  return exit_code(options, sum, end);
}

int consume(const ConsumeOptions& options, Process& process) {
  const StopOnSignal stop(process.signals);
  try {
    return consume_until_stopped(options, process, stop);
  } catch (const base::EnvironmentError&) {
    // Of a server that was still waited for, nobody wants to hear any more.
    if (!stop.stopped()) throw;
    return kInterrupted;
  }
}

}  // namespace

void add_consume(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ConsumeOptions>();
  CLI::App* verb = app.add_subcommand(
      "consume",
      "Read the CHEFS stream as a right consumer does. Filters, decrypts, "
      "downloads what was too large, survives bad events, acknowledges each "
      "event once its line is printed, and goes on where it was the next "
      "time.");
  add_consume_options(*verb, *options);
  verb->footer(examples(
      {{"chefs-mock consume --env-file FILE",
        "follow the local stream; FILE is what `chefs-mock up` names"},
       {"chefs-mock consume --env-file FILE --until-idle --json",
        "everything that is new, a JSON object a line, then end"},
       {"chefs-mock consume --filter 'PUBLIC.forms.submission.>' --count 10",
        "ten submissions, without their content; the server is in SERVERS"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) { return consume(*options, process); };
  });
}

}  // namespace chefs::cli
