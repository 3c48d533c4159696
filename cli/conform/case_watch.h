// A case of the consumer suite as it is played, a line for each moment: time,
// who, what, in 80 columns. For `conform consumer --watch`.
//
//    0.412  server   "sealed" (sequence 3) delivered (connection 1)
//    0.455  program  "sealed" (sequence 3) reported: processed
#pragma once

#include <string>

#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::cli {

class CaseWatch {
 public:
  // Without a line feed. Moments come in order.
  std::string line(const conformance::TimelineEvent& event);

 private:
  // Only the names of messages: they are told with their publication.
  conformance::Timeline known_;
};

}  // namespace chefs::cli
