// The recovery API of one case: its submissions, and the answers that the case
// has scripted. Every download is noted.
#pragma once

#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/timeline_recorder.h"
#include "producer/api/recovery_api.h"
#include "producer/api/recovery_store.h"

namespace chefs::conformance {

class CaseApi {
 public:
  // `answers` in the words of CaseSetup::api. Throws EnvironmentError for
  // another word, or if it cannot listen.
  CaseApi(const std::vector<std::string>& answers, TimelineRecorder& recorder);

  producer::RecoveryStore& store() { return store_; }
  std::string url() const { return api_.url(); }

 private:
  producer::RecoveryStore store_;
  producer::RecoveryApi api_;
};

}  // namespace chefs::conformance
