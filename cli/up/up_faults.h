// The fault proxy of `up --faults`: between consumers and the servers, so that
// a person can watch a consumer while its connection breaks.
// Not the proxy itself: that is consumer-kit/conformance/proxy.
#pragma once

#include <memory>
#include <optional>

#include "cli/output.h"
#include "cli/up/up_options.h"
#include "cli/up/up_servers.h"
#include "cli/up/up_session.h"
#include "consumer-kit/conformance/proxy/proxy.h"

namespace chefs::cli {

// Nothing if no faults were asked for. Throws EnvironmentError if the file
// cannot be used, UsageError if a fault in it means nothing here.
std::optional<conformance::FaultPlan> wanted_faults(const UpOptions& options);

// Each fault that is applied is a line on `tell`. The session's environment
// names the proxy from then on.
std::unique_ptr<conformance::Proxy> put_proxy_between(
    const UpOptions& options, const conformance::FaultPlan& plan,
    UpServers& servers, UpSession& session, Output& tell);

}  // namespace chefs::cli
