#include "tests/consumer-kit/real_server.h"

#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "base/file_descriptor.h"
#include "base/find_program.h"
#include "contract/json.h"
#include "contract/permissions.h"
#include "contract/random_source.h"
#include "producer/server/server_ports.h"
#include "tests/support/url_port.h"

namespace chefs::tests {
namespace {

using contract::Json;
using namespace std::chrono_literals;

constexpr auto kStartDeadline = 20s;

std::filesystem::path binary() {
  const char* chosen = std::getenv("NATS_SERVER");
  const bool is_chosen = chosen != nullptr && *chosen != '\0';
  const auto found = producer::find_program(is_chosen ? chosen : "nats-server");
  if (!found) throw std::runtime_error("there is no nats-server");
  return *found;
}

contract::UserNkey new_user() {
  contract::SystemRandom random;
  return contract::UserNkey::create(random);
}

std::string quoted_list(std::span<const std::string_view> subjects) {
  std::string out = "[";
  for (const auto subject : subjects) out += Json(subject).dump() + ", ";
  return out + "]";
}

// Waits until the server has written which ports it listens on.
Json wait_for_ports(const std::filesystem::path& dir, int watch,
                    const producer::ChildProcess& process) {
  const auto file = producer::ports_file(dir, binary(), process.pid());
  const auto deadline = std::chrono::steady_clock::now() + kStartDeadline;
  for (;;) {
    const auto ports = Json::parse(read_file(file), nullptr, false);
    if (ports.is_object()) return ports;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd waits[] = {{watch, POLLIN, 0},
                      {process.exit_descriptor(), POLLIN, 0}};
    if (left <= 0ms || ::poll(waits, 2, static_cast<int>(left.count())) <= 0 ||
        (waits[1].revents & POLLIN) != 0) {
      throw std::runtime_error("nats-server did not start: " +
                               read_file(dir / "server.log"));
    }
    char events[4096];
    [[maybe_unused]] const auto size = ::read(watch, events, sizeof(events));
  }
}

}  // namespace

RealServer::RealServer(RealServerOptions options)
    : options_(std::move(options)), consumer_(new_user()), admin_(new_user()) {
  start();
}

RealServer::~RealServer() = default;

std::string RealServer::nats_url() const {
  const bool is_tls = options_.tcp == TcpListener::kTls;
  return (is_tls ? "tls://127.0.0.1:" : "nats://127.0.0.1:") +
         std::to_string(nats_port_);
}

std::string RealServer::websocket_url() const {
  const bool is_tls = options_.websocket == WebSocketListener::kTls;
  return (is_tls ? "wss://" : "ws://") + options_.websocket_host + ":" +
         std::to_string(websocket_port_);
}

std::string RealServer::config() const {
  const auto permissions = contract::consumer_permissions();
  const std::string tls =
      "tls { cert_file: \"" + options_.certificate_file.string() +
      "\", key_file: \"" + options_.key_file.string() + "\" }\n";
  const std::string tcp = options_.tcp == TcpListener::kTls ? tls : "";
  const std::string websocket =
      options_.websocket == WebSocketListener::kTls ? tls : "no_tls: true\n";
  return "listen: \"127.0.0.1:" + std::to_string(nats_port_) + "\"\n" + tcp +
         "ports_file_dir: \"" + dir_.path().string() + "\"\n" + "log_file: \"" +
         (dir_ / "server.log").string() + "\"\n" + "jetstream { store_dir: \"" +
         (dir_ / "js").string() + "\" }\n" + "websocket {\nlisten: \"" +
         options_.websocket_host + ":" + std::to_string(websocket_port_) +
         "\"\n" + websocket + "}\n" +
         "authorization { users: [\n{ nkey: " + admin_.public_key() +
         " },\n{ nkey: " + consumer_.public_key() +
         ", permissions: { publish: " + quoted_list(permissions.publish) +
         ", subscribe: " + quoted_list(permissions.subscribe) + " } }\n] }\n";
}

void RealServer::start() {
  const std::string config_file = (dir_ / "server.conf").string();
  write_file(config_file, config());
  const base::FileDescriptor watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  ::inotify_add_watch(watch.get(), dir_.path().c_str(),
                      IN_CLOSE_WRITE | IN_MOVED_TO);
  process_ = std::make_unique<producer::ChildProcess>(
      producer::ChildProcessOptions{.program = binary(),
                                    .arguments = {"-c", config_file},
                                    .output = producer::Discarded{},
                                    .error = producer::Discarded{}});
  const Json ports = wait_for_ports(dir_.path(), watch.get(), *process_);
  nats_port_ = port_in(ports.at("nats").at(0));
  websocket_port_ = port_in(ports.at("websocket").at(0));
}

void RealServer::kill() {
  process_->send_signal(SIGKILL);
  process_->wait();
}

bool RealServer::is_at_least(int major, int minor) const {
  struct Closer {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
  };
  const std::string command = binary().string() + " --version";
  const std::unique_ptr<FILE, Closer> pipe(::popen(command.c_str(), "r"));
  int found_major = 0;
  int found_minor = 0;
  if (!pipe || std::fscanf(pipe.get(), "nats-server: v%d.%d", &found_major,
                           &found_minor) != 2) {
    throw std::runtime_error(command + " does not tell a version");
  }
  return found_major > major || (found_major == major && found_minor >= minor);
}

}  // namespace chefs::tests
