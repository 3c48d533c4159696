// The server of one case: a nats-server of its own with the stream, what can
// be done to it, and what it tells through the admin's account. The program
// under test never sees it but through the proxy.
// One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/consumer_case.h"
#include "consumer-kit/conformance/consumer/timeline_recorder.h"
#include "consumer-kit/conformance/proxy/proxy.h"
#include "contract/json.h"
#include "contract/nkey.h"
#include "producer/broker.h"
#include "transport/nats_connection.h"
#include "transport/nats_handles.h"

namespace chefs::conformance {

class CaseServer {
 public:
  // Starts it. The recorder must outlive it. Throws EnvironmentError.
  CaseServer(const CaseSetup& setup, const std::filesystem::path& nats_server,
             TimelineRecorder& recorder);
  ~CaseServer();
  CaseServer(const CaseServer&) = delete;
  CaseServer& operator=(const CaseServer&) = delete;

  std::vector<ProxyUpstream> upstreams(ProxyProtocol protocol) const;
  std::string publisher_url() const;
  const contract::UserNkey& producer() const;
  const contract::UserNkey& consumer() const;
  std::string version() const;
  std::string configuration() const;
  // Files of the case that go with it.
  const std::filesystem::path& folder() const;

  // "stop", "start", "kill", "restart", "kill-and-start", "lame-duck",
  // "retire-and-start", "stop-leader"; notes it.
  void act(const std::string& action);
  // For poll(): readable if it has ended without being told to; -1 while it is
  // not expected to run.
  int end_descriptor() const;
  // It has ended so: the end of a lame duck is noted, any other thrown.
  void take_end();

  // The stream's consumers as CONSUMER.INFO has them; nothing if it cannot be
  // asked.
  std::optional<std::vector<contract::Json>> consumers() const;
  bool has_consumer() const;
  // There is a consumer, and all of them have everything behind them.
  bool is_drained() const;
  // When the message was stored, as RFC 3339 has it.
  std::string stored_at(std::uint64_t sequence) const;
  // Notes the consumers and connections as they are now.
  void note_state() const;

 private:
  enum class Run { kRunning, kLameDuck, kDown };

  void stop();
  void kill();
  void retire();
  void start();
  void note(const std::string& words) const;
  void watch_advisories();
  void set_max_messages(std::int64_t max_msgs) const;
  std::optional<contract::Json> ask(const transport::NatsConnection& connection,
                                    const std::string& subject,
                                    const std::string& payload) const;
  static void on_advisory(natsConnection* connection, natsSubscription* from,
                          natsMsg* message, void* self);
  static void on_no_more_advisories(void* self);

  TimelineRecorder& recorder_;
  std::unique_ptr<producer::Broker> broker_;
  Run run_ = Run::kRunning;
  std::optional<transport::NatsConnection> admin_;
  transport::SubscriptionHandle advisories_;
  // cnats calls back on a thread of its own until then.
  std::promise<void> no_more_advisories_;
};

}  // namespace chefs::conformance
