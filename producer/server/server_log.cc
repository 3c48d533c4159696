#include "producer/server/server_log.h"

#include <fmt/format.h>

#include <array>
#include <regex>

namespace chefs::producer {
namespace {

// "[123] 2026/11/24 07:12:52.994881 [FTL] text"
constexpr std::string_view kFatal = " [FTL] ";

// The last one: a server that was started again has the same log.
std::optional<std::string> fatal_line(std::string_view log) {
  const std::size_t mark = log.rfind(kFatal);
  if (mark == std::string_view::npos) return {};
  const std::string_view rest = log.substr(mark + kFatal.size());
  return std::string(rest.substr(0, rest.find('\n')));
}

// The option that moves the listener that failed.
std::string option_of(const std::string& fatal) {
  if (fatal.find("websocket") != std::string::npos) return "--websocket-port";
  if (fatal.find("monitor") != std::string::npos) return "--monitoring-port";
  return "--port";
}

std::optional<std::string> explain_listener(const std::string& fatal) {
  static const std::regex failed_bind(
      R"(listen tcp \[?([^ \]]+)\]?:(\d+): bind: ([^"]+))");
  std::smatch part;
  if (!std::regex_search(fatal, part, failed_bind)) return {};
  const std::string host = part[1];
  const std::string port = part[2];
  const std::string reason = part[3];
  if (reason.starts_with("address already in use")) {
    return fmt::format("port {} on {} is in use; give {} 0 for any free port",
                       port, host, option_of(fatal));
  }
  if (reason.starts_with("cannot assign requested address")) {
    return fmt::format(
        "{} is not an address of this machine; give another "
        "--host",
        host);
  }
  return fmt::format("it cannot listen on port {} of {}: {}", port, host,
                     reason);
}

std::optional<std::string> explain_store(const std::string& fatal) {
  static const std::regex failed_store(R"(Can't start JetStream: (.+))");
  std::smatch part;
  if (!std::regex_search(fatal, part, failed_store)) return {};
  return fmt::format("JetStream cannot use its store: {}; give another --store",
                     part[1].str());
}

}  // namespace

std::string log_tail(std::string_view log, std::size_t lines) {
  while (log.ends_with('\n')) log.remove_suffix(1);
  std::size_t start = log.size();
  for (std::size_t i = 0; i < lines && start != std::string_view::npos; ++i) {
    start = start == 0 ? std::string_view::npos : log.rfind('\n', start - 1);
  }
  std::string_view tail =
      start == std::string_view::npos ? log : log.substr(start + 1);
  std::string out = "  ";
  for (const char c : tail) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out;
}

std::optional<std::string> explain_failed_start(std::string_view log) {
  const auto fatal = fatal_line(log);
  if (!fatal) return {};
  if (auto reason = explain_listener(*fatal)) return reason;
  return explain_store(*fatal);
}

}  // namespace chefs::producer
