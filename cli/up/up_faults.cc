#include "cli/up/up_faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "cli/usage_error.h"
#include "consumer-kit/conformance/proxy/fault_reader.h"
#include "producer/server/tls_authority.h"

namespace chefs::cli {
namespace {

using conformance::EventKind;
using conformance::FaultAction;
using conformance::FaultPlan;
using conformance::TimelineEvent;

void require_sensible(const FaultPlan& plan, const UpOptions& options) {
  for (const conformance::Fault& fault : plan.faults) {
    if (fault.action == FaultAction::kProgramKill) {
      throw UsageError(options.faults.string() +
                       ": only a case of the suite has a program to kill");
    }
    if (fault.action == FaultAction::kServer && options.cluster == 1 &&
        fault.server_action == producer::ServerAction::kStopLeader) {
      throw UsageError(options.faults.string() +
                       ": one server alone has no leader to lose; give "
                       "--cluster 3");
    }
  }
}

void tell_fault(const TimelineEvent& event, Output& tell) {
  if (event.kind != EventKind::kFault) return;
  try {
    tell.line(
        fmt::format("fault {} (connection {})", event.text, event.connection));
  } catch (const std::exception&) {
    // Nobody reads it (any more); the fault is applied all the same.
  }
}

}  // namespace

std::optional<FaultPlan> wanted_faults(const UpOptions& options) {
  if (options.faults.empty()) return std::nullopt;
  FaultPlan plan = conformance::read_fault_file(options.faults);
  require_sensible(plan, options);
  return plan;
}

std::unique_ptr<conformance::Proxy> put_proxy_between(const UpOptions& options,
                                                      const FaultPlan& plan,
                                                      UpServers& servers,
                                                      UpSession& session,
                                                      Output& tell) {
  conformance::ProxyOptions wanted;
  for (std::size_t i = 0; i < session.broker.server_count(); ++i) {
    wanted.upstreams.push_back(
        {.port = static_cast<std::uint16_t>(
             session.broker.server(i).ports().websocket)});
  }
  if (options.tls) {
    const producer::TlsFiles files = producer::make_tls_files(
        session.broker.run_folder(), {}, std::chrono::system_clock::now());
    wanted.certificate_chain = files.certificate;
    wanted.private_key = files.key;
    session.env.ca_file = files.ca;
  }
  auto proxy = std::make_unique<conformance::Proxy>(
      std::move(wanted), plan,
      conformance::ProxyWatcher{
          .on_event =
              [&tell](const TimelineEvent& event) { tell_fault(event, tell); },
          .on_server_fault =
              [&servers](producer::ServerAction fault, std::size_t server) {
                servers.request_fault(fault, server);
              }});
  session.env.servers = proxy->urls();
  return proxy;
}

}  // namespace chefs::cli
