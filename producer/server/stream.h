// The stream CHEFS on a server: created with the given limits, or compared with
// one that is there. Not its messages.
// Source: contract/stream_limits.h.
#pragma once

#include <nats/nats.h>

#include <string>
#include <vector>

#include "base/environment_error.h"
#include "contract/stream_limits.h"

namespace chefs::producer {

// What differs, in words for people: "max_age", "604800000 ms".
struct StreamDifference {
  std::string field;
  std::string wanted;
  std::string found;

  bool operator==(const StreamDifference&) const = default;
};

std::vector<StreamDifference> compare_stream(
    const contract::StreamLimits& wanted, const jsStreamConfig& found);

enum class ExistingStream {
  kMustBeAsWanted,
  // Used as it is, whatever its configuration.
  kAdopt,
};

enum class StreamOrigin { kCreated, kFoundAsWanted, kAdopted };

// The stream is there with another configuration.
class StreamDiffers : public base::EnvironmentError {
 public:
  using EnvironmentError::EnvironmentError;
};

struct Stream {
  StreamOrigin origin = StreamOrigin::kCreated;
  // Those that hold: of an adopted stream its own.
  contract::StreamLimits limits;
  std::uint64_t messages = 0;
};

// Throws StreamDiffers, naming each difference, and EnvironmentError if
// JetStream refuses, with its own words.
Stream open_stream(jsCtx* jetstream, const contract::StreamLimits& wanted,
                   ExistingStream existing);

}  // namespace chefs::producer
