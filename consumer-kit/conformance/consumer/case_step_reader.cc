#include <fmt/format.h>
#include <fmt/ranges.h>

#include <csignal>
#include <set>

#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "consumer-kit/conformance/proxy/fault_reader.h"
#include "consumer-kit/conformance/suite/case_info_reader.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;
using Messages = std::vector<CaseMessage>;

constexpr std::uint64_t kLongestMs = 120'000;

const base::Words<CaseCredentials> kCredentialWords = {
    {"own", CaseCredentials::kOwn},
    {"wrong-seed", CaseCredentials::kWrongSeed}};
const base::Words<CaseKeys> kKeyWords = {{"each-form", CaseKeys::kEachForm},
                                         {"shared", CaseKeys::kShared},
                                         {"one-missing", CaseKeys::kOneMissing},
                                         {"rotated", CaseKeys::kRotated},
                                         {"typed", CaseKeys::kTyped}};
const base::Words<TrustedCa> kCaWords = {{"own", TrustedCa::kOwn},
                                         {"foreign", TrustedCa::kForeign}};

std::vector<std::string> read_api(const JsonPlace& list) {
  std::vector<std::string> answers;
  for (const JsonPlace& place : list.elements())
    answers.push_back(word_of(
        place, {"200", "401", "404", "429", "500", "503", "slow", "truncated",
                "stalled", "never", "html", "empty", "busy", "away"}));
  if (answers.empty()) list.fail("at least one answer");
  return answers;
}

void read_stream(const JsonPlace& place, CaseSetup& setup) {
  setup.max_msgs = place.number_or("max_msgs", setup.max_msgs, 1'000'000);
  if (const auto servers = place.find("servers")) {
    if (servers->number(3) != 1 && servers->number(3) != 3)
      servers->fail("1 or 3");
    setup.servers = static_cast<int>(servers->number(3));
  }
  setup.is_about_speed = place.flag_or("about_speed", setup.is_about_speed);
  setup.is_tls = place.flag_or("tls", setup.is_tls);
  setup.ca = choice_or(place, "ca", setup.ca, kCaWords);
  if (place.find("ca") && !setup.is_tls)
    place.at("ca").fail("no \"ca\", for there is no \"tls\"");
}

void read_environment(const JsonPlace& place, CaseSetup& setup) {
  if (const auto filters = place.find("filters"))
    setup.filters = filters->words_list();
  setup.source = place.words_or("source", setup.source);
  setup.start_sequence =
      place.number_or("start_sequence", setup.start_sequence, 1'000'000);
  setup.start_time_of = place.words_or("start_time_of", setup.start_time_of);
  setup.ack_wait = place.number_or("ack_wait_ms", setup.ack_wait, 60'000);
  if (const auto api = place.find("api")) setup.api = read_api(*api);
  setup.api_timeout =
      place.number_or("api_timeout_ms", setup.api_timeout, 60'000);
}

std::chrono::milliseconds read_ms(const JsonPlace& place) {
  if (place.number(kLongestMs) == 0)
    place.fail("milliseconds from 1 to " + std::to_string(kLongestMs));
  return std::chrono::milliseconds(place.number(kLongestMs));
}

Step read_publish(const JsonPlace& step, const Messages& messages) {
  step.allow_only({"publish", "per_second"});
  PublishStep out{.messages = read_message_names(step.at("publish"), messages)};
  out.per_second = step.number_or("per_second", out.per_second, 10'000);
  return out;
}

Step read_start(const JsonPlace& step, const Messages&) {
  step.allow_only({"start"});
  const JsonPlace start = step.at("start");
  start.allow_only({"credentials", "keys", "ca", "source", "filters"});
  const auto filters = start.find("filters");
  return StartStep{
      .credentials = optional_choice(start, "credentials", kCredentialWords),
      .keys = optional_choice(start, "keys", kKeyWords),
      .ca = optional_choice(start, "ca", kCaWords),
      .source = start.words_or("source", ""),
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

std::uint32_t read_count(const JsonPlace& place, std::string_view key) {
  return place.number_or(key, std::uint32_t{0}, 1'000'000);
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
  out.connections = read_count(place, "connections");
  out.api_requests = read_count(place, "api_requests");
  out.downloads = read_count(place, "downloads");
  out.faults = read_count(place, "faults");
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
  return ObserveStep{.name = read_hyphenated_word(step.at("observe")),
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

CaseSetup read_case_setup(const JsonPlace& place) {
  place.allow_only({"profile", "tls", "ca", "servers", "filters", "source",
                    "credentials", "keys", "start_sequence", "start_time_of",
                    "max_msgs", "ack_wait_ms", "server_ping_ms", "api",
                    "api_timeout_ms", "about_speed"});
  CaseSetup setup;
  setup.profile = choice_or(place, "profile", setup.profile,
                            {{"documented", contract::Profile::kDocumented},
                             {"deployed", contract::Profile::kDeployed}});
  setup.credentials =
      choice_or(place, "credentials", setup.credentials, kCredentialWords);
  setup.keys = choice_or(place, "keys", setup.keys, kKeyWords);
  setup.server_ping =
      place.number_or("server_ping_ms", setup.server_ping, 60'000);
  read_stream(place, setup);
  read_environment(place, setup);
  return setup;
}

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

std::string describe(const AwaitStep& step) {
  std::vector<std::string> parts;
  const auto add = [&parts](const char* what,
                            const std::vector<std::string>& names) {
    if (!names.empty())
      parts.push_back(fmt::format("{}: {}", what, fmt::join(names, ", ")));
  };
  add("delivered", step.delivered);
  add("delivered again", step.redelivered);
  add("acknowledged", step.acked);
  add("reported", step.reported);
  if (step.connections > 0)
    parts.push_back(fmt::format("{} connections", step.connections));
  if (step.is_pulling) parts.push_back("it asks for messages");
  if (step.has_exited) parts.push_back("it has ended");
  if (step.is_drained) parts.push_back("all is acknowledged");
  if (step.faults > 0)
    parts.push_back(fmt::format("{} {}", step.faults,
                                step.faults == 1 ? "fault" : "faults"));
  if (step.api_requests > 0)
    parts.push_back(fmt::format("{} requests to the API", step.api_requests));
  if (step.downloads > 0)
    parts.push_back(fmt::format("{} downloads", step.downloads));
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace chefs::conformance
