#include "tests/consumer-kit/proxy/proxy_world.h"

#include <algorithm>
#include <iterator>

#include "consumer-kit/conformance/proxy/fault_reader.h"

namespace chefs::tests {
namespace {

using namespace conformance;
using contract::Json;

constexpr std::chrono::seconds kPatience{10};

FaultPlan plan_of(const std::string& faults) {
  const JsonFile file{"faults.json", Json::parse(faults)};
  return {.seed = 7, .faults = read_faults(JsonPlace(file))};
}

std::uint16_t port_in(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

}  // namespace

ProxyWorld::ProxyWorld(const std::string& faults, ProxyProtocol protocol)
    : stream_(server_) {
  const std::string upstream = protocol == ProxyProtocol::kNats
                                   ? server_.nats_url()
                                   : server_.websocket_url();
  proxy_.emplace(
      ProxyOptions{.protocol = protocol,
                   .upstreams = {{.port = port_in(upstream)}}},
      plan_of(faults),
      ProxyWatcher{
          .on_event = [this](TimelineEvent event) { record(std::move(event)); },
          .on_server_fault = {}});
}

void ProxyWorld::record(TimelineEvent event) {
  std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  changed_.notify_all();
}

void ProxyWorld::publish(int count) {
  for (int i = 0; i < count; ++i) {
    stream_.publish("PUBLIC.forms.submission.created.form",
                    R"({"meta":{"source":"chefs-test"},"payload":{}})");
  }
}

Finished ProxyWorld::run_stock_consumer(
    std::map<std::string, std::string> more) {
  std::map<std::string, std::string> environment = {
      {"SERVERS", proxy().urls().front()},
      {"NKEY_SEED", std::string(server_.consumer().seed().reveal())},
      {"SOURCE", "chefs-test"},
      {"DURABLE_NAME", "stock"}};
  more.merge(environment);
  return run_program(
      {.argv = {"node", project_file("tests/stock/node/consumer.mjs").string(),
                "--until-idle"},
       .environment = std::move(more)});
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
