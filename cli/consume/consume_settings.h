// What `consume` is to do, from its options and the variables behind them.
#pragma once

#include "cli/consume/consume_options.h"
#include "consumer-kit/reference/consumer.h"

namespace chefs::cli {

// Throws UsageError if something is missing or malformed, EnvironmentError if a
// file cannot be read.
consumer::ConsumerOptions consumer_options(const ConsumeOptions& options);

}  // namespace chefs::cli
