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

  // Does it to the server of that index, and notes it: "stop", "start", "kill",
  // "restart", "kill-and-start", "lame-duck", "retire-and-start" (one of three
  // stays away). To the one that leads the stream: "stop-leader". And what
  // ServerStep names besides.
  void act(const std::string& action, std::size_t index = 0);
  // For poll(), of each server: readable if it has ended without being told to;
  // -1 while it is not expected to run.
  std::vector<int> end_descriptors() const;
  // That server has ended so: the end of a lame duck is noted, any other
  // thrown.
  void take_end(std::size_t index);
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
  enum class Run {
    kRunning,
    kRetiring,   // a lame duck
    kReplacing,  // one that is started again once it is gone
    kDown,
  };

  bool is_cluster() const { return runs_.size() > 1; }
  bool is_any_running() const;
  std::string name_of(std::size_t index) const;
  void stop(std::size_t index);
  void kill(std::size_t index);
  void retire(std::size_t index, Run run);
  void start(std::size_t index);
  void stop_leader();
  void delete_consumers();
  void purge_stream();
  void give_consumers(producer::ConsumerAccess access,
                      const std::string& words);
  void note(const std::string& words) const;
  // A connection to a server that runs; in a cluster the one before may be
  // gone.
  void connect_admin();
  std::string running_url() const;
  void set_max_messages(std::int64_t max_msgs) const;

  TimelineRecorder& recorder_;
  std::unique_ptr<producer::Broker> broker_;
  // Of each server.
  std::vector<Run> runs_;
  std::unique_ptr<AdminLink> admin_;
};

}  // namespace chefs::conformance
