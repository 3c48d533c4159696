// Whether consumers can use the stream: over WebSocket, with a consumer's NKey,
// JetStream tells of the stream. An open port would prove less.
#pragma once

#include "producer/server/broker.h"

namespace chefs::cli {

// Throws EnvironmentError if not.
void probe_as_consumer(const producer::Broker& broker);

}  // namespace chefs::cli
