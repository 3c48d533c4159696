#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

bool read_yes(const JsonPlace& place) {
  if (!place.value().is_boolean()) place.fail("true or false");
  return place.value().get<bool>();
}

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
  if (const auto most = place.find("max_msgs"))
    setup.max_msgs = static_cast<std::int64_t>(most->number(1'000'000));
  if (const auto servers = place.find("servers")) {
    if (servers->number(3) != 1 && servers->number(3) != 3)
      servers->fail("1 or 3");
    setup.servers = static_cast<int>(servers->number(3));
  }
  if (const auto speed = place.find("about_speed"))
    setup.is_about_speed = read_yes(*speed);
  if (const auto tls = place.find("tls")) setup.is_tls = read_yes(*tls);
  setup.ca = word_or(place, "ca", setup.ca, {"own", "foreign"});
  if (place.find("ca") && !setup.is_tls)
    place.at("ca").fail("no \"ca\", for there is no \"tls\"");
}

void read_server_ping(const JsonPlace& place, CaseSetup& setup) {
  if (const auto ping = place.find("server_ping_ms"))
    setup.server_ping = std::chrono::milliseconds(ping->number(60'000));
}

void read_environment(const JsonPlace& place, CaseSetup& setup) {
  if (const auto filters = place.find("filters"))
    setup.filters = filters->words_list();
  if (const auto source = place.find("source")) setup.source = source->words();
  if (const auto sequence = place.find("start_sequence"))
    setup.start_sequence = sequence->number(1'000'000);
  if (const auto time = place.find("start_time_of"))
    setup.start_time_of = time->words();
  if (const auto wait = place.find("ack_wait_ms"))
    setup.ack_wait = std::chrono::milliseconds(wait->number(60'000));
  if (const auto api = place.find("api")) setup.api = read_api(*api);
  if (const auto timeout = place.find("api_timeout_ms"))
    setup.api_timeout = std::chrono::milliseconds(timeout->number(60'000));
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
      word_or(place, "credentials", setup.credentials, {"own", "wrong-seed"});
  setup.keys =
      word_or(place, "keys", setup.keys,
              {"each-form", "shared", "one-missing", "rotated", "typed"});
  read_server_ping(place, setup);
  read_stream(place, setup);
  read_environment(place, setup);
  return setup;
}

}  // namespace chefs::conformance
