#include <algorithm>
#include <csignal>
#include <set>

#include "base/choice.h"
#include "base/word_choice.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "consumer-kit/conformance/proxy/fault_reader.h"
#include "consumer-kit/conformance/suite/case_info_reader.h"

namespace chefs::conformance {
namespace {

using Messages = std::vector<CaseMessage>;

constexpr std::uint64_t kLongestMs = 120'000;

std::chrono::milliseconds read_ms(const JsonPlace& place) {
  if (place.number(kLongestMs) == 0)
    place.fail("milliseconds from 1 to " + std::to_string(kLongestMs));
  return std::chrono::milliseconds(place.number(kLongestMs));
}

Step read_publish(const JsonPlace& step, const Messages& messages) {
  step.allow_only({"publish", "per_second"});
  PublishStep out{.messages = read_message_names(step.at("publish"), messages)};
  if (const auto rate = step.find("per_second"))
    out.per_second = static_cast<double>(rate->number(10'000));
  return out;
}

Step read_start(const JsonPlace& step, const Messages&) {
  step.allow_only({"start"});
  const JsonPlace start = step.at("start");
  start.allow_only({"credentials", "keys", "ca", "source", "filters"});
  const auto source = start.find("source");
  const auto filters = start.find("filters");
  return StartStep{
      .credentials = word_or(start, "credentials", "", {"own", "wrong-seed"}),
      .keys =
          word_or(start, "keys", "",
                  {"each-form", "shared", "one-missing", "rotated", "typed"}),
      .ca = word_or(start, "ca", "", {"own", "foreign"}),
      .source = source ? source->words() : std::string(),
      .filters = filters ? filters->words_list() : std::vector<std::string>()};
}

Step read_signal(const JsonPlace& step, const Messages&) {
  step.allow_only({"signal"});
  return SignalStep{
      .signal =
          choice<int>(step.at("signal"),
                      {{"TERM", SIGTERM}, {"INT", SIGINT}, {"KILL", SIGKILL}})};
}

Step read_server(const JsonPlace& step, const Messages&) {
  step.allow_only({"server"});
  return ServerStep{.action = read_server_action(
                        step.at("server"), producer::ActionWords::kOfSteps)};
}

void read_names(const JsonPlace& place, std::string_view key,
                const Messages& messages, std::vector<std::string>& out) {
  if (const auto list = place.find(key))
    out = read_message_names(*list, messages);
}

void read_yes(const JsonPlace& place, std::string_view key, bool& out) {
  const auto found = place.find(key);
  if (!found) return;
  if (found->value() != contract::Json(true)) found->fail("true");
  out = true;
}

void read_count(const JsonPlace& place, std::string_view key,
                std::uint32_t& out) {
  if (const auto found = place.find(key))
    out = static_cast<std::uint32_t>(found->number(1'000'000));
}

Step read_await(const JsonPlace& step, const Messages& messages) {
  step.allow_only({"await"});
  const JsonPlace place = step.at("await");
  place.allow_only({"delivered", "redelivered", "acked", "reported",
                    "connections", "pulling", "exited", "drained",
                    "api_requests", "downloads", "faults", "within_ms"});
  AwaitStep out;
  read_names(place, "delivered", messages, out.delivered);
  read_names(place, "redelivered", messages, out.redelivered);
  read_names(place, "acked", messages, out.acked);
  read_names(place, "reported", messages, out.reported);
  read_count(place, "connections", out.connections);
  read_count(place, "api_requests", out.api_requests);
  read_count(place, "downloads", out.downloads);
  read_count(place, "faults", out.faults);
  read_yes(place, "pulling", out.is_pulling);
  read_yes(place, "exited", out.has_exited);
  read_yes(place, "drained", out.is_drained);
  const std::size_t conditions =
      place.members().size() - (place.find("within_ms") ? 1 : 0);
  if (conditions == 0) place.fail("something to wait for");
  if (const auto within = place.find("within_ms"))
    out.within = read_ms(*within);
  return out;
}

Step read_observe(const JsonPlace& step, const Messages&) {
  step.allow_only({"observe", "ms"});
  if (!is_hyphenated_word(step.at("observe").words()))
    step.at("observe").fail("a word of a–z, 0–9 and hyphens");
  return ObserveStep{.name = step.at("observe").words(),
                     .span = read_ms(step.at("ms"))};
}

struct StepReader {
  std::string_view key;
  Step (*read)(const JsonPlace&, const Messages&);
};

constexpr StepReader kReaders[] = {
    {"publish", read_publish}, {"start", read_start}, {"signal", read_signal},
    {"server", read_server},   {"await", read_await}, {"observe", read_observe},
};

Step read_step(const JsonPlace& place, const Messages& messages) {
  for (const StepReader& reader : kReaders)
    if (place.find(reader.key)) return reader.read(place, messages);
  place.fail("one of publish, start, signal, server, await, observe");
}

}  // namespace

std::vector<Step> read_case_steps(const JsonPlace& list,
                                  const Messages& messages) {
  std::vector<Step> steps;
  std::set<std::string> observed;
  for (const JsonPlace& place : list.elements()) {
    steps.push_back(read_step(place, messages));
    const auto* observe = std::get_if<ObserveStep>(&steps.back());
    if (observe != nullptr && !observed.insert(observe->name).second)
      place.at("observe").fail("a name used once in its case");
  }
  return steps;
}

}  // namespace chefs::conformance
