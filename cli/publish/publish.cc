// `chefs-mock publish`: plays a scenario, or generated events, into a stream.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>

#include "base/nats_handles.h"
#include "cli/help.h"
#include "cli/lookup.h"
#include "cli/publish/publish_options.h"
#include "cli/publish/publish_target.h"
#include "cli/publish_report.h"
#include "cli/quantity.h"
#include "cli/usage_error.h"
#include "cli/verbs.h"
#include "contract/key_batch.h"
#include "contract/key_batch_on_cores.h"
#include "producer/api/recovery_client.h"
#include "producer/event/load_plan.h"
#include "producer/event/message_maker.h"
#include "producer/event/plan.h"
#include "producer/event/size_target.h"
#include "producer/publish/player.h"
#include "producer/publish/publisher.h"
#include "producer/scenario/scenario_plan.h"
#include "producer/server/env_file.h"
#include "producer/server/private_file.h"

namespace chefs::cli {
namespace {

using producer::Occurrence;
using producer::OutgoingMessage;

// At a pace, what is sealed together is due within about this time.
constexpr double kBatchSeconds = 0.125;
// Threads are changed once for so many things.
constexpr std::size_t kBatch = 128;
// Of messages whose size is known before the first is made.
constexpr std::size_t kFirstBatchBytes = 4 << 20;

struct Start {
  std::uint64_t seed;
  producer::Instant now;
};

Start start_of(const PublishOptions& options) {
  const std::uint64_t seed =
      options.seed ? *options.seed : contract::SystemRandom().below(kSeedBound);
  const producer::Instant present =
      options.seed ? producer::kFixedEpoch : producer::SystemClock().now();
  return {seed, options.now.value_or(present)};
}

// Rows and events are dated as they would be at that pace.
std::chrono::microseconds clock_step(const PublishOptions& options) {
  if (!options.rate) return std::chrono::milliseconds(options.count ? 1 : 250);
  return std::chrono::microseconds(
      static_cast<std::int64_t>(1e6 / *options.rate));
}

contract::Profile profile_of(const PublishOptions& options,
                             const PublishTarget& target) {
  if (!options.profile_name) return target.profile;
  return contract::parse_profile(*options.profile_name).value();
}

// A plan and the keys that go with it.
struct PlanWithKeys {
  std::unique_ptr<producer::Plan> plan;
  producer::RunKeys keys;
};

PlanWithKeys scenario_plan(const PublishOptions& options,
                           const PublishTarget& target, const Start& start,
                           producer::Clock& clock) {
  auto plan = std::make_unique<producer::ScenarioPlan>(
      load_scenario(options.scenario),
      producer::ScenarioPlanOptions{.seed = start.seed,
                                    .clock = &clock,
                                    .profile = profile_of(options, target),
                                    .shared_key = target.encryption_key});
  producer::RunKeys keys = plan->keys();
  return {std::move(plan), std::move(keys)};
}

PlanWithKeys load_plan(const PublishOptions& options,
                       const PublishTarget& target, const Start& start,
                       producer::Clock& clock) {
  producer::LoadPlanOptions wanted;
  wanted.seed = start.seed;
  wanted.clock = &clock;
  wanted.profile = profile_of(options, target);
  wanted.shared_key = target.encryption_key;
  wanted.occurrences = options.count.value();
  wanted.forms = options.forms.value_or(1);
  wanted.sources = options.sources;
  if (wanted.sources.empty()) wanted.sources = {target.source};
  wanted.streams = {.is_private_on = !options.only_public,
                    .is_public_on = !options.only_private};
  wanted.metadata = options.form_metadata.value_or(contract::Json::object());
  // Only a submission can be made of any size.
  constexpr producer::Mix kOnlyCreated{.published = 0,
                                       .unpublished = 0,
                                       .created = 1,
                                       .changed = 0,
                                       .deleted = 0};
  wanted.mix =
      options.mix.value_or(options.size_bytes ? kOnlyCreated : producer::Mix{});
  wanted.message_bytes = options.size_bytes;
  auto plan = std::make_unique<producer::LoadPlan>(std::move(wanted));
  producer::RunKeys keys = plan->keys();
  return {std::move(plan), std::move(keys)};
}

// What a consumer needs besides the env file that it has.
void write_env(const PublishOptions& options, const producer::RunKeys& keys) {
  if (options.write_env_file.empty()) return;
  producer::EnvValues values;
  values.source = keys.source;
  values.encryption_key = keys.shared_key;
  for (const producer::FormKeys& form : keys.forms) {
    values.encryption_keys[form.form_id] = form.encryption_key;
    values.api_keys[form.form_id] = form.api_key;
  }
  producer::write_private_file(
      options.write_env_file,
      "# What was published; read it after the consumer's env file\n" +
          producer::render_variables(producer::run_variables(values)));
}

// Hands what a consumer will have to download in to the API that `up` serves.
class HandIns {
 public:
  HandIns(const PublishTarget& target, const producer::RunKeys& keys,
          PublishReport& report)
      : api_(target.api), report_(report) {
    for (const producer::FormKeys& form : keys.forms) {
      api_keys_[form.form_id] = form.api_key;
    }
  }

  void consider(const Occurrence& occurrence,
                std::span<const OutgoingMessage> messages) {
    if (api_.url.empty() || !occurrence.submission) return;
    const auto api_key = api_keys_.find(occurrence.version->form_id);
    if (api_key == api_keys_.end()) return;
    // A change or deletion of what was handed in is news as well.
    const std::string& id = occurrence.submission->id;
    if (!is_withheld(messages) && !handed_in_.contains(id)) return;
    const std::string fault =
        hand_in(api_, *occurrence.submission, api_key->second);
    if (fault.empty()) {
      handed_in_.insert(id);
    } else {
      report_.notice("a submission cannot be downloaded: " + fault);
    }
  }

 private:
  static bool is_withheld(std::span<const OutgoingMessage> messages) {
    return !messages.empty() &&
           messages.front().kind == producer::MessageKind::kWithheld;
  }

  const producer::RecoveryApiAccess& api_;
  PublishReport& report_;
  std::map<std::string, contract::Secret> api_keys_;
  std::set<std::string> handed_in_;
};

producer::PublisherOptions publisher_options(const PublishOptions& options,
                                             const PublishTarget& target,
                                             PublishReport& report) {
  producer::PublisherOptions made;
  made.url = target.url;
  made.nkey = target.nkey;
  made.ca_file = options.ca_file;
  made.ack_timeout = options.ack_timeout.value_or(made.ack_timeout);
  made.reconnect_timeout =
      options.reconnect_timeout.value_or(made.reconnect_timeout);
  made.on_result = [&report](const producer::PublishResult& result) {
    report.add(result);
  };
  made.on_notice = [&report](const std::string& text) { report.notice(text); };
  return made;
}

// What goes through the pipe together.
std::size_t batch_size(const PublishOptions& options) {
  std::size_t batch = kBatch;
  if (options.size_bytes) {
    const auto bytes = static_cast<std::size_t>(*options.size_bytes);
    batch = std::min(batch, kFirstBatchBytes / std::max<std::size_t>(bytes, 1));
  }
  if (options.rate) {
    const double due = std::max(1.0, *options.rate * kBatchSeconds);
    batch = std::min(batch, static_cast<std::size_t>(due));
  }
  return std::max<std::size_t>(batch, 1);
}

// Sealing takes all cores. An event in the open is made in a microsecond: a
// second thread would only take time from the server.
std::size_t jobs(const PublishOptions& options) {
  return options.jobs.value_or(options.only_public ? 1
                                                   : contract::core_count());
}

int exit_code(producer::PlayEnd end, const PublishReport& report) {
  if (end == producer::PlayEnd::kServerGone) return kEnvironment;
  if (report.summary().totals().failed() > 0) return kWrong;
  return end == producer::PlayEnd::kStopped ? kInterrupted : kOk;
}

int publish(const PublishOptions& options, Process& process) {
  require_sensible(options);
  const base::NatsLibrary nats;
  const PublishTarget target = find_target(options);
  const Start start = start_of(options);
  producer::SteppingClock clock(start.now, clock_step(options));
  const PlanWithKeys planned =
      options.scenario.empty() ? load_plan(options, target, start, clock)
                               : scenario_plan(options, target, start, clock);
  write_env(options, planned.keys);

  PublishReport report(
      process.out, process.err,
      {.form = options.as_json ? ReportForm::kJson : ReportForm::kText,
       .lines = options.list ? MessageLines::kAll : MessageLines::kFailuresOnly,
       .occurrences = options.count});
  HandIns hand_ins(target, planned.keys, report);
  contract::SeededRandom random(start.seed, "seal");
  producer::MessageMakerOptions maker_options;
  maker_options.max_msg_size_bytes = target.max_msg_size_bytes;
  maker_options.batch = batch_size(options);
  maker_options.most_sealed = contract::key_batch_lanes();
  maker_options.salt_pool = options.salt_pool.value_or(0);
  if (options.unchecked) {
    maker_options.size_check = producer::SizeCheck::kSkipped;
  }
  maker_options.on_made = [&](const Occurrence& occurrence,
                              std::span<const OutgoingMessage> messages) {
    report.add_occurrence();
    hand_ins.consider(occurrence, messages);
  };
  producer::MessageMaker maker(*planned.plan, random, maker_options);
  producer::Publisher publisher(publisher_options(options, target, report));
  const StopOnSignal stop(process.signals);
  report.start();
  const producer::PlayEnd end = play(
      maker, publisher,
      {.turns_per_second = options.rate, .jobs = jobs(options)}, stop.token());
  report.finish(
      {{"seed", start.seed}, {"now", producer::to_iso8601(start.now)}});
  return exit_code(end, report);
}

}  // namespace

void add_publish(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<PublishOptions>();
  CLI::App* verb = app.add_subcommand(
      "publish",
      "Play a scenario, or generated events, into the stream. Into the one "
      "that `chefs-mock up` runs, or any other. Every message is acknowledged "
      "by JetStream, or the exit code is not 0 and the message is named.");
  add_publish_options(*verb, *options);
  verb->footer(examples(
      {{"chefs-mock publish --scenario tour", "each kind of event once"},
       {"chefs-mock publish --count 10000 --public --rate 500",
        "a steady load of small events"},
       {"chefs-mock publish --count 1000000 --private --salt-pool 64",
        "a heavy load of private events, whose salts repeat"},
       {"chefs-mock publish --scenario oversize-edges",
        "the largest event that fits, and one byte more"},
       {"chefs-mock publish --count 1 --private --size 966368 --unchecked",
        "JetStream refuses it (10054)"},
       {"chefs-mock publish --count 2 --private --size 1048577 --unchecked",
        "the server drops the connection (maximum payload violation)"},
       {"chefs-mock publish --count 1 --public --size 1048577",
        "so does a huge formMetadata, which CHEFS never checks"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) {
      try {
        return publish(*options, process);
      } catch (const producer::SizeCannotBeMet& error) {
        throw UsageError(error.what());
      }
    };
  });
}

}  // namespace chefs::cli
