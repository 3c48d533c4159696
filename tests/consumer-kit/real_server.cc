#include "tests/consumer-kit/real_server.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "contract/json.h"
#include "contract/permissions.h"
#include "contract/random_source.h"

namespace chefs::testing {
namespace {

using contract::Json;
using namespace std::chrono_literals;

constexpr auto kStartDeadline = 20s;

std::string binary() {
  const char* chosen = std::getenv("NATS_SERVER");
  return chosen != nullptr && *chosen != '\0' ? chosen : "nats-server";
}

contract::UserNkey new_user() {
  contract::SystemRandom random;
  return contract::UserNkey::create(random);
}

std::string slurp(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::string quoted_list(std::span<const std::string_view> subjects) {
  std::string out = "[";
  for (const auto subject : subjects) out += Json(subject).dump() + ", ";
  return out + "]";
}

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }

 private:
  int value_;
};

int port_of(const Json& urls) {
  const auto url = urls.at(0).get<std::string>();
  return std::stoi(url.substr(url.rfind(':') + 1));
}

// Waits until the server has written which ports it listens on.
Json wait_for_ports(const std::filesystem::path& dir, int watch, pid_t pid) {
  const Descriptor exit(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  const auto file = dir / ("nats-server_" + std::to_string(pid) + ".ports");
  const auto deadline = std::chrono::steady_clock::now() + kStartDeadline;
  for (;;) {
    const auto ports = Json::parse(slurp(file), nullptr, false);
    if (ports.is_object()) return ports;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd waits[] = {{watch, POLLIN, 0}, {exit.get(), POLLIN, 0}};
    if (left <= 0ms || ::poll(waits, 2, static_cast<int>(left.count())) <= 0 ||
        (waits[1].revents & POLLIN) != 0) {
      throw std::runtime_error("nats-server did not start: " +
                               slurp(dir / "server.log"));
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

RealServer::~RealServer() { kill(); }

std::string RealServer::nats_url() const {
  return "nats://127.0.0.1:" + std::to_string(nats_port_);
}

std::string RealServer::websocket_url() const {
  const bool is_tls = options_.websocket == WebSocketListener::kTls;
  return (is_tls ? "wss://127.0.0.1:" : "ws://127.0.0.1:") +
         std::to_string(websocket_port_);
}

std::string RealServer::config() const {
  const auto permissions = contract::consumer_permissions();
  const std::string tls =
      options_.websocket == WebSocketListener::kTls
          ? "tls { cert_file: \"" + options_.certificate_file.string() +
                "\", key_file: \"" + options_.key_file.string() + "\" }"
          : "no_tls: true";
  return "listen: \"127.0.0.1:" + std::to_string(nats_port_) + "\"\n" +
         "ports_file_dir: \"" + dir_.path().string() + "\"\n" + "log_file: \"" +
         (dir_.path() / "server.log").string() + "\"\n" +
         "jetstream { store_dir: \"" + (dir_.path() / "js").string() +
         "\" }\n" +
         "websocket { listen: \"127.0.0.1:" + std::to_string(websocket_port_) +
         "\", " + tls + " }\n" + "authorization { users: [\n" +
         "{ nkey: " + admin_.public_key() + " },\n" +
         "{ nkey: " + consumer_.public_key() +
         ", permissions: { publish: " + quoted_list(permissions.publish) +
         ", subscribe: " + quoted_list(permissions.subscribe) + " } }\n] }\n";
}

void RealServer::start() {
  const auto config_file = dir_.write("server.conf", config()).string();
  const std::string program = binary();
  const Descriptor watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  ::inotify_add_watch(watch.get(), dir_.path().c_str(),
                      IN_CLOSE_WRITE | IN_MOVED_TO);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::execlp(program.c_str(), program.c_str(), "-c", config_file.c_str(),
             nullptr);
    ::_exit(127);
  }
  const Json ports = wait_for_ports(dir_.path(), watch.get(), pid_);
  nats_port_ = port_of(ports.at("nats"));
  websocket_port_ = port_of(ports.at("websocket"));
}

void RealServer::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool RealServer::is_at_least(int major, int minor) const {
  struct Closer {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
  };
  const std::string command = binary() + " --version";
  const std::unique_ptr<FILE, Closer> pipe(::popen(command.c_str(), "r"));
  int found_major = 0;
  int found_minor = 0;
  if (!pipe || std::fscanf(pipe.get(), "nats-server: v%d.%d", &found_major,
                           &found_minor) != 2) {
    throw std::runtime_error(command + " does not tell a version");
  }
  return found_major > major || (found_major == major && found_minor >= minor);
}

}  // namespace chefs::testing
