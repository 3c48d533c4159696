// CHEFS' part in a running `up`: the scenario that is played once the stream is
// ready, and the API that serves submissions too large for it.
#pragma once

#include <memory>
#include <optional>

#include "cli/publish_report.h"
#include "cli/up/up_options.h"
#include "cli/up/up_servers.h"
#include "cli/up/up_session.h"
#include "cli/verb.h"
#include "contract/secret.h"
#include "producer/api/recovery_api.h"
#include "producer/api/recovery_store.h"
#include "producer/generator/clock.h"
#include "producer/publish/publisher.h"
#include "producer/scenario/scenario.h"
#include "producer/scenario/scenario_plan.h"
#include "producer/server/local_stream.h"

namespace chefs::cli {

// Nothing if no scenario was asked for. Throws UsageError if it cannot be read.
std::optional<producer::Scenario> wanted_scenario(const UpOptions& options);

enum class PlayedTo {
  kEnd,         // every message is answered, stored or not
  kInterrupted  // by a signal
};

class UpProducer {
 public:
  // Starts the API and adds what consumers need to the session's environment.
  UpProducer(const UpOptions& options, UpSession& session,
             std::optional<producer::Scenario> scenario);
  UpProducer(const UpProducer&) = delete;
  UpProducer& operator=(const UpProducer&) = delete;

  // For a `publish` in another process; it lacks the server's URL.
  producer::LocalStream local_stream() const;

  // Tells on `results` what was published. Throws EnvironmentError if a server
  // ends meanwhile.
  PlayedTo play(const UpServers& servers, Output& results, Process& process);

 private:
  void plan_scenario(producer::Scenario scenario);
  producer::PublisherOptions publisher_options(const UpServers& servers,
                                               PublishReport& report) const;
  PlayedTo play_scenario(const UpServers& servers, PublishReport& report,
                         Process& process);

  const UpOptions& options_;
  UpSession& session_;
  producer::Instant start_;
  producer::SteppingClock clock_;
  contract::Secret api_token_;
  producer::RecoveryStore store_;
  std::unique_ptr<producer::ScenarioPlan> plan_;
  producer::RecoveryApi api_;
};

}  // namespace chefs::cli
