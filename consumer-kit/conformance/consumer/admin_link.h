// The admin's own connection to a case's server: JetStream's advisories into
// the timeline, and questions to the API. Gone with its server; then another
// is made to one that runs. One thread at a time.
#pragma once

#include <string>

#include "base/nats_connection.h"
#include "consumer-kit/conformance/consumer/timeline_recorder.h"
#include "contract/nkey.h"

namespace chefs::conformance {

class AdminLink {
 public:
  // The recorder must outlive it. Throws EnvironmentError.
  AdminLink(const std::string& url, const contract::UserNkey& admin,
            TimelineRecorder& recorder);
  const base::NatsConnection& connection() const { return connection_; }

 private:
  base::NatsConnection connection_;
  base::NatsSubscription advisories_;
};

}  // namespace chefs::conformance
