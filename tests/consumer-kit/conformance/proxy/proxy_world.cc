#include "tests/consumer-kit/conformance/proxy/proxy_world.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include "consumer-kit/conformance/proxy/fault_reader.h"
#include "tests/support/url_port.h"

namespace chefs::tests {
namespace {

using namespace conformance;
using contract::Json;

constexpr std::chrono::seconds kPatience{10};

FaultPlan plan_of(const std::string& faults) {
  const base::JsonFile file{"faults.json", Json::parse(faults)};
  return {.seed = 7, .faults = read_faults(base::JsonPlace(file))};
}

}  // namespace

std::vector<int> ClientRun::all(const char* member) const {
  std::vector<int> out;
  for (const Json& line : lines) {
    if (line.contains(member)) out.push_back(line[member].get<int>());
  }
  return out;
}

ProxyWorld::ProxyWorld(const ProxyWorldOptions& options)
    : tls_(producer::make_tls_files(folder_.path(), {},
                                    std::chrono::system_clock::now())),
      stream_(server_) {
  const std::string upstream = options.protocol == ProxyProtocol::kNats
                                   ? server_.nats_url()
                                   : server_.websocket_url();
  ProxyOptions wanted{.protocol = options.protocol,
                      .upstreams = {{.port = port_in(upstream)}}};
  if (options.towards_program == WebSocketListener::kTls) {
    wanted.certificate_chain = tls_.certificate;
    wanted.private_key = tls_.key;
  }
  proxy_.emplace(
      wanted, plan_of(options.faults),
      ProxyWatcher{
          .on_event = [this](TimelineEvent event) { record(std::move(event)); },
          .on_server_fault = [this](producer::ServerAction action,
                                    std::size_t) { break_server(action); }});
}

void ProxyWorld::break_server(producer::ServerAction action) {
  repair_ = std::jthread([this, action] {
    server_.kill();
    if (action == producer::ServerAction::kKillAndStart) server_.start();
  });
}

void ProxyWorld::record(TimelineEvent event) {
  std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  changed_.notify_all();
}

void ProxyWorld::publish(int count, std::size_t bytes) {
  const std::string padding(bytes, 'x');
  for (int i = 0; i < count; ++i) {
    stream_.publish("PUBLIC.forms.submission.created.form",
                    R"({"meta":{"source":"chefs-test"},"payload":{},"x":")" +
                        padding + "\"}");
  }
}

std::map<std::string, std::string> ProxyWorld::environment() const {
  return {{"SERVERS", proxy_->urls().front()},
          {"NKEY_SEED", std::string(server_.consumer().seed().reveal())},
          {"SOURCE", "chefs-test"},
          {"DURABLE_NAME", "stock"},
          {"NODE_EXTRA_CA_CERTS", tls_.ca.string()}};
}

Finished ProxyWorld::run_stock_consumer(
    std::map<std::string, std::string> more) {
  more.merge(environment());
  return run_program(
      {.argv = {"node", project_file("tests/stock/node/consumer.mjs").string(),
                "--until-idle"},
       .environment = std::move(more)});
}

ClientRun ProxyWorld::run_client(int expected_messages,
                                 std::map<std::string, std::string> more) {
  more.emplace("EXPECT", std::to_string(expected_messages));
  more.merge(environment());
  const Finished run = run_program(
      {.argv = {"node",
                project_file("tests/consumer-kit/conformance/proxy/client.mjs")
                    .string()},
       .environment = std::move(more)});
  ClientRun out{.lines = {}, .err = run.err, .exit_code = run.exit_code};
  std::istringstream text(run.out);
  for (std::string line; std::getline(text, line);) {
    out.lines.push_back(Json::parse(line));
  }
  return out;
}

std::vector<TimelineEvent> ProxyWorld::events() const {
  std::lock_guard lock(mutex_);
  return events_;
}

std::vector<TimelineEvent> ProxyWorld::events(EventKind kind) const {
  std::lock_guard lock(mutex_);
  std::vector<TimelineEvent> out;
  std::ranges::copy_if(
      events_, std::back_inserter(out),
      [kind](const TimelineEvent& event) { return event.kind == kind; });
  return out;
}

bool ProxyWorld::wait_for(EventKind kind, std::size_t count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kPatience, [&] {
    return std::ranges::count(events_, kind, &TimelineEvent::kind) >=
           static_cast<std::ptrdiff_t>(count);
  });
}

}  // namespace chefs::tests
