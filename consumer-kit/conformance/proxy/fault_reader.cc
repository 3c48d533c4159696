#include "consumer-kit/conformance/proxy/fault_reader.h"

#include <limits>

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

constexpr std::uint64_t kMostEvents = 1'000'000'000;
constexpr std::uint64_t kMostBytes = 1'000'000'000;
constexpr std::uint64_t kMostMs = 3'600'000;
constexpr std::chrono::milliseconds kCoalesceAtMost{100};

std::uint64_t read_count(const JsonPlace& place, std::uint64_t at_most) {
  const std::uint64_t count = place.number(at_most);
  if (count == 0) {
    place.fail("a whole number from 1 to " + std::to_string(at_most));
  }
  return count;
}

std::chrono::milliseconds read_fault_ms(const JsonPlace& place) {
  return std::chrono::milliseconds(read_count(place, kMostMs));
}

FaultMoment read_moment(const JsonPlace& place) {
  return choice<FaultMoment>(place, {{"always", FaultMoment::kAlways},
                                     {"open", FaultMoment::kOpen},
                                     {"handshake", FaultMoment::kHandshake},
                                     {"login", FaultMoment::kLogin},
                                     {"subscribe", FaultMoment::kSubscribe},
                                     {"request", FaultMoment::kRequest},
                                     {"pull", FaultMoment::kPull},
                                     {"delivery", FaultMoment::kDelivery},
                                     {"ack", FaultMoment::kAck},
                                     {"idle", FaultMoment::kIdle}});
}

FaultWhen read_when(const JsonPlace& place) {
  place.allow_only({"event", "nth", "connection", "forMs"});
  FaultWhen when{.moment = read_moment(place.at("event"))};
  if (when.moment == FaultMoment::kIdle) {
    when.idle_for = read_fault_ms(place.at("forMs"));
  } else if (const auto span = place.find("forMs")) {
    span->fail("no forMs but of \"idle\"");
  }
  if (const auto nth = place.find("nth")) {
    if (when.moment == FaultMoment::kAlways) nth->fail("no nth of \"always\"");
    when.nth = read_count(*nth, kMostEvents);
  }
  if (const auto connection = place.find("connection")) {
    when.connection = static_cast<std::uint32_t>(
        read_count(*connection, std::numeric_limits<std::uint32_t>::max()));
  }
  return when;
}

void read_cut(const JsonPlace& value, Fault& fault) {
  if (value.value().is_object()) {
    value.allow_only({"insideFrame"});
    fault.action = FaultAction::kCutInsideFrame;
    fault.bytes = read_count(value.at("insideFrame"), kMostBytes);
    return;
  }
  fault.action = choice<FaultAction>(
      value,
      {{"before", FaultAction::kCut}, {"after", FaultAction::kCutAfter}});
}

void read_close(const JsonPlace& value, Fault& fault) {
  // RFC 6455, 7.4: 1000 to 4999 are codes; 1005 and 1015, like 1006, are never
  // sent, and only 1006 has a meaning here.
  const std::uint64_t code = value.number(4'999);
  if (code < 1'000 || code == 1'005 || code == 1'015) {
    value.fail("a WebSocket close code, such as 1001, 1006 or 1011");
  }
  fault.action = FaultAction::kClose;
  fault.code = static_cast<int>(code);
}

void read_swallow(const JsonPlace& value, Fault& fault) {
  value.allow_only({"forMs"});
  fault.action = FaultAction::kSwallow;
  if (const auto span = value.find("forMs")) fault.span = read_fault_ms(*span);
}

void read_delay(const JsonPlace& value, Fault& fault) {
  value.allow_only({"ms", "jitterMs"});
  fault.action = FaultAction::kDelay;
  fault.span = std::chrono::milliseconds(value.at("ms").number(kMostMs));
  if (const auto jitter = value.find("jitterMs")) {
    fault.jitter = read_fault_ms(*jitter);
  }
}

void read_bandwidth(const JsonPlace& value, Fault& fault) {
  value.allow_only({"bytesPerSecond"});
  fault.action = FaultAction::kBandwidth;
  fault.bytes = read_count(value.at("bytesPerSecond"), kMostBytes);
}

void read_chunk(const JsonPlace& value, Fault& fault) {
  value.allow_only({"bytes"});
  fault.action = FaultAction::kChunk;
  fault.bytes = read_count(value.at("bytes"), kMostBytes);
}

void read_collecting(const JsonPlace& value, Fault& fault) {
  value.allow_only({"bytes", "ms"});
  fault.bytes = read_count(value.at("bytes"), kMostBytes);
  // Without an end the server's greeting alone would wait for ever.
  const auto span = value.find("ms");
  fault.span = span ? read_fault_ms(*span) : kCoalesceAtMost;
}

void read_coalesce(const JsonPlace& value, Fault& fault) {
  read_collecting(value, fault);
  fault.action = FaultAction::kCoalesce;
}

void read_join(const JsonPlace& value, Fault& fault) {
  read_collecting(value, fault);
  fault.action = FaultAction::kJoin;
}

void read_ping(const JsonPlace& value, Fault& fault) {
  value.allow_only({});
  fault.action = FaultAction::kPing;
}

void read_refuse(const JsonPlace& value, Fault& fault) {
  value.allow_only({"times", "forMs"});
  fault.action = FaultAction::kRefuse;
  const auto times = value.find("times");
  const auto span = value.find("forMs");
  if (times.has_value() == span.has_value()) {
    value.fail("either times or forMs");
  }
  if (span) fault.span = read_fault_ms(*span);
  if (times) {
    fault.times = static_cast<std::uint32_t>(read_count(*times, 1'000'000));
  }
}

void read_lose_acks(const JsonPlace& value, Fault& fault) {
  value.allow_only({"times"});
  fault.action = FaultAction::kLoseAcks;
  fault.times =
      static_cast<std::uint32_t>(read_count(value.at("times"), 1'000'000));
}

void read_server(const JsonPlace& value, Fault& fault) {
  fault.action = FaultAction::kServer;
  fault.server_action =
      read_server_action(value, producer::ActionWords::kOfFaults);
}

// Means something only where the program was started by whoever reads this.
void read_program(const JsonPlace& value, Fault& fault) {
  fault.action =
      choice<FaultAction>(value, {{"kill", FaultAction::kProgramKill}});
}

struct ActionReader {
  std::string_view key;
  void (*read)(const JsonPlace&, Fault&);
};

constexpr ActionReader kActions[] = {
    {"cut", read_cut},
    {"close", read_close},
    {"swallow", read_swallow},
    {"delay", read_delay},
    {"bandwidth", read_bandwidth},
    {"chunk", read_chunk},
    {"coalesce", read_coalesce},
    {"join", read_join},
    {"ping", read_ping},
    {"refuse", read_refuse},
    {"lose-acks", read_lose_acks},
    {"server", read_server},
    {"program", read_program},
};

void read_action(const JsonPlace& place, Fault& fault) {
  place.allow_only({"cut", "close", "swallow", "delay", "bandwidth", "chunk",
                    "coalesce", "join", "ping", "refuse", "lose-acks", "server",
                    "program"});
  if (place.members().size() != 1) place.fail("exactly one action");
  for (const ActionReader& action : kActions) {
    if (const auto value = place.find(action.key)) action.read(*value, fault);
  }
}

bool is_on_the_line(FaultAction action) {
  return action == FaultAction::kDelay || action == FaultAction::kBandwidth ||
         action == FaultAction::kChunk || action == FaultAction::kCoalesce ||
         action == FaultAction::kJoin;
}

// What has no meaning: an end of a connection that lasts, or one where nothing
// has been said yet that could be passed on.
void check_pair(const JsonPlace& place, const Fault& fault) {
  const bool ends = fault.action == FaultAction::kCut ||
                    fault.action == FaultAction::kCutAfter ||
                    fault.action == FaultAction::kCutInsideFrame ||
                    fault.action == FaultAction::kClose;
  const FaultMoment moment = fault.when.moment;
  const bool lasts = is_on_the_line(fault.action) ||
                     fault.action == FaultAction::kRefuse ||
                     fault.action == FaultAction::kLoseAcks;
  if (moment == FaultMoment::kAlways && !lasts) {
    place.fail("an action that can last with the event \"always\"");
  }
  if (moment == FaultMoment::kOpen && ends &&
      fault.action != FaultAction::kCut) {
    place.fail("no end but {\"cut\": \"before\"} with the event \"open\"");
  }
  if (moment == FaultMoment::kIdle &&
      fault.action == FaultAction::kCutInsideFrame) {
    place.fail("no frame to cut in, with the event \"idle\"");
  }
  if (moment != FaultMoment::kIdle && fault.action == FaultAction::kPing) {
    place.fail("a ping with the event \"idle\" only");
  }
  if (moment == FaultMoment::kHandshake &&
      fault.action == FaultAction::kClose && fault.code != 1'006) {
    place.fail("no close frame before the WebSocket is open");
  }
}

Fault read_fault(const JsonPlace& place) {
  place.allow_only({"when", "do"});
  Fault fault{.when = read_when(place.at("when"))};
  read_action(place.at("do"), fault);
  check_pair(place.at("do"), fault);
  return fault;
}

}  // namespace

producer::ServerAction read_server_action(const JsonPlace& place,
                                          producer::ActionWords words) {
  if (place.value().is_string()) {
    if (const auto action = producer::find_server_action(place.text(), words))
      return *action;
  }
  place.fail("one of " + producer::known_server_actions(words));
}

std::vector<Fault> read_faults(const JsonPlace& list) {
  std::vector<Fault> faults;
  for (const JsonPlace& place : list.elements()) {
    faults.push_back(read_fault(place));
  }
  return faults;
}

FaultPlan read_fault_file(const std::filesystem::path& path) {
  return read_fault_plan(base::read_json_file(path));
}

FaultPlan read_fault_plan(const JsonFile& file) {
  const JsonPlace root(file);
  if (root.value().is_array()) return {.seed = 0, .faults = read_faults(root)};
  root.allow_only({"faults", "seed"});
  FaultPlan plan{.seed = 0, .faults = read_faults(root.at("faults"))};
  plan.seed = root.number_or("seed", plan.seed,
                             std::numeric_limits<std::uint64_t>::max());
  return plan;
}

}  // namespace chefs::conformance
