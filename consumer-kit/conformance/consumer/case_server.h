// The server of one case, or its three: nats-servers of its own with the
// stream, what can be done to them, and what they tell through the admin's
// account. The program under test never sees them but through the proxy.
// One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/admin_link.h"
#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/consumer/timeline_recorder.h"
#include "consumer-kit/conformance/proxy/proxy.h"
#include "contract/json_fwd.h"
#include "contract/nkey.h"
#include "producer/server/broker.h"
#include "producer/server/server_control.h"

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

  // What is done to the servers is noted.
  producer::ServerControl& control() { return control_; }
  // A fault of the proxy. Any thread.
  void request_fault(producer::ServerAction fault, std::size_t server);
  // Which one leads the stream; one alone does.
  std::size_t leader() const;
  // Waits until messages can be published.
  void wait_until_usable() const;

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
  bool is_cluster() const { return broker_->server_count() > 1; }
  // A connection to a server that runs; in a cluster the one before may be
  // gone.
  void connect_admin();
  std::string running_url() const;
  void set_max_messages(std::int64_t max_msgs) const;

  TimelineRecorder& recorder_;
  std::unique_ptr<producer::Broker> broker_;
  producer::ServerControl control_;
  std::unique_ptr<AdminLink> admin_;
};

}  // namespace chefs::conformance
