#include "cli/up/up_producer.h"

#include <array>
#include <span>
#include <utility>

#include "base/environment_error.h"
#include "cli/lookup.h"
#include "cli/usage_error.h"
#include "contract/hex.h"
#include "contract/key_batch.h"
#include "contract/key_batch_on_cores.h"
#include "producer/event/message_maker.h"
#include "producer/event/plan.h"
#include "producer/event/size_target.h"
#include "producer/publish/player.h"
#include "producer/publish/publisher.h"

namespace chefs::cli {
namespace {

using producer::Occurrence;
using producer::OutgoingMessage;

constexpr std::chrono::milliseconds kClockStep{250};
// Things of a scenario that are made together.
constexpr std::size_t kUpBatch = 128;

// A seeded run is dated the same each time.
producer::Instant start_of(const UpOptions& options) {
  return options.seed ? producer::kFixedEpoch : producer::SystemClock().now();
}

// Not from the seed, which is printed.
contract::Secret new_token() {
  std::array<std::byte, 32> bytes{};
  contract::SystemRandom().fill(bytes);
  return contract::Secret(contract::to_hex(bytes));
}

// A dying server's connections break a moment before its end is known.
constexpr std::chrono::milliseconds kEndWait{300};

std::int64_t max_msg_size(const producer::Broker& broker) {
  const std::int64_t limit = broker.stream().limits.max_msg_size_bytes;
  // What the producer of a stream without a limit goes by.
  return limit > 0 ? limit : contract::kDeployedLimits.max_msg_size_bytes;
}

}  // namespace

std::optional<producer::Scenario> wanted_scenario(const UpOptions& options) {
  if (options.scenario.empty()) return std::nullopt;
  return load_scenario(options.scenario);
}

UpProducer::UpProducer(const UpOptions& options, UpSession& session,
                       std::optional<producer::Scenario> scenario)
    : options_(options),
      session_(session),
      start_(start_of(options)),
      clock_(start_, kClockStep),
      api_token_(new_token()),
      api_(store_, {.failure = options.api_failure, .token = api_token_}) {
  session_.env.api_url = api_.url();
  if (scenario) plan_scenario(std::move(*scenario));
}

void UpProducer::plan_scenario(producer::Scenario scenario) {
  plan_ = std::make_unique<producer::ScenarioPlan>(
      std::move(scenario),
      producer::ScenarioPlanOptions{.seed = session_.seed,
                                    .clock = &clock_,
                                    .profile = session_.profile,
                                    .shared_key = session_.env.encryption_key});
  const producer::RunKeys keys = plan_->keys();
  session_.env.source = keys.source;
  for (const producer::FormKeys& form : keys.forms) {
    session_.env.encryption_keys[form.form_id] = form.encryption_key;
    session_.env.api_keys[form.form_id] = form.api_key;
    store_.add_form(form.form_id, form.api_key);
  }
}

producer::LocalStream UpProducer::local_stream() const {
  producer::LocalStream stream;
  stream.nkey_file = session_.broker.run_folder() / producer::kProducerNkeyFile;
  stream.profile = session_.profile;
  stream.source = session_.env.source;
  stream.encryption_key = session_.env.encryption_key;
  stream.max_msg_size_bytes = max_msg_size(session_.broker);
  stream.api_url = api_.url();
  stream.api_token = api_token_;
  return stream;
}

producer::PublisherOptions UpProducer::publisher_options(
    const UpServers& servers, PublishReport& report) const {
  producer::PublisherOptions options;
  options.url = session_.broker.address().nats_url;
  options.nkey = session_.broker.accounts().producer;
  options.on_result = [&report](const producer::PublishResult& result) {
    report.add(result);
  };
  options.on_notice = [&report, &servers](const std::string& text) {
    // A server that is gone does not come back: its end is the news.
    if (servers.has_failed(kEndWait)) throw servers.failure();
    report.notice(text);
  };
  return options;
}

PlayedTo UpProducer::play_scenario(const UpServers& servers,
                                   PublishReport& report, Process& process) {
  contract::SeededRandom random(session_.seed, "seal");
  producer::MessageMaker maker(
      *plan_, random,
      {.max_msg_size_bytes = max_msg_size(session_.broker),
       .batch = kUpBatch,
       .most_sealed = contract::key_batch_lanes(),
       .on_made = [&](const Occurrence& occurrence,
                      std::span<const OutgoingMessage>) {
         report.add_occurrence();
         if (occurrence.submission) store_.keep(*occurrence.submission);
       }});
  producer::Publisher publisher(publisher_options(servers, report));
  const StopOnSignal signal(process.signals);
  report.start();
  const producer::PlayEnd end = producer::play(
      maker, publisher, {.jobs = contract::core_count()}, signal.token());
  report.finish(
      {{"seed", session_.seed}, {"now", producer::to_iso8601(start_)}});
  return end == producer::PlayEnd::kStopped ? PlayedTo::kInterrupted
                                            : PlayedTo::kEnd;
}

PlayedTo UpProducer::play(const UpServers& servers, Output& results,
                          Process& process) {
  if (!plan_) return PlayedTo::kEnd;
  // Programs want each message, people what it comes to.
  PublishReport report(
      results, process.err,
      {.form = options_.as_json ? ReportForm::kJson : ReportForm::kText,
       .lines = options_.as_json ? MessageLines::kAll
                                 : MessageLines::kFailuresOnly});
  try {
    const PlayedTo end = play_scenario(servers, report, process);
    if (!servers.has_failed()) return end;
  } catch (const producer::SizeCannotBeMet& error) {
    throw UsageError(error.what());
  } catch (const base::EnvironmentError&) {
    if (!servers.has_failed(kEndWait)) throw;
  }
  throw servers.failure();
}

}  // namespace chefs::cli
