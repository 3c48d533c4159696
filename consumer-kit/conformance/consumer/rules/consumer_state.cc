#include "consumer-kit/conformance/consumer/rules/consumer_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/js_json.h"
#include "contract/json.h"

namespace chefs::conformance::rules {
namespace {

using contract::Json;

constexpr std::string_view kApi = "$JS.API.CONSUMER.";

Json member(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) ? object[key] : Json();
}

std::string text_member(const Json& object, const char* key) {
  const Json value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::uint64_t number_member(const Json& object, const char* key) {
  const Json value = member(object, key);
  return value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
}

// Takes what stands before the next dot off the front.
std::string_view next_token(std::string_view& subject) {
  const std::size_t dot = subject.find('.');
  const std::string_view token = subject.substr(0, dot);
  subject.remove_prefix(dot == std::string_view::npos ? subject.size()
                                                      : dot + 1);
  return token;
}

struct CallWords {
  std::string_view words;
  ConsumerCall call;
};

constexpr CallWords kCalls[] = {
    {"DURABLE.CREATE.", ConsumerCall::kCreate},
    {"CREATE.", ConsumerCall::kCreate},
    {"MSG.NEXT.", ConsumerCall::kFetch},
    {"DELETE.", ConsumerCall::kDelete},
};

void name_creation(std::string_view payload, ConsumerRequest& request) {
  const Json asked = Json::parse(payload, nullptr, false);
  request.config = member(asked, "config");
  if (!request.name.empty()) return;
  request.name = text_member(request.config, "durable_name");
  if (request.name.empty()) request.name = text_member(request.config, "name");
}

}  // namespace

std::optional<ConsumerRequest> read_consumer_request(std::string_view text) {
  const std::size_t space = text.find(' ');
  std::string_view subject = text.substr(0, space);
  if (!subject.starts_with(kApi)) return std::nullopt;
  subject.remove_prefix(kApi.size());
  ConsumerRequest request;
  for (const CallWords& known : kCalls) {
    if (!subject.starts_with(known.words)) continue;
    subject.remove_prefix(known.words.size());
    request.call = known.call;
    break;
  }
  if (request.call == ConsumerCall::kOther) return request;
  (void)next_token(subject);  // the stream
  request.name = next_token(subject);
  if (request.call == ConsumerCall::kCreate)
    name_creation(space == std::string_view::npos ? std::string_view()
                                                  : text.substr(space + 1),
                  request);
  return request;
}

std::vector<ConsumerRequest> consumer_requests(const CaseFacts& facts) {
  std::vector<ConsumerRequest> requests;
  const auto during = facts.during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (during[i].kind != EventKind::kAsked) continue;
    auto request = read_consumer_request(during[i].text);
    if (!request || request->call == ConsumerCall::kOther) continue;
    request->moment = i;
    // A fetch for each batch: only the first of each name tells something.
    const bool is_known =
        request->call == ConsumerCall::kFetch &&
        std::ranges::any_of(requests, [&](const ConsumerRequest& before) {
          return before.call == ConsumerCall::kFetch &&
                 before.name == request->name;
        });
    if (!is_known) requests.push_back(*std::move(request));
  }
  return requests;
}

std::vector<ConsumerState> consumer_states(const CaseFacts& facts) {
  std::vector<ConsumerState> states;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    if (facts.event(i).kind != EventKind::kDurable) continue;
    const Json info = Json::parse(facts.event(i).text.view(), nullptr, false);
    states.push_back({.name = text_member(info, "name"),
                      .config = member(info, "config"),
                      .created = text_member(info, "created"),
                      .unacknowledged = facts.event(i).count,
                      .pending = number_member(info, "num_pending"),
                      .moment = i});
  }
  return states;
}

std::string words_of_config(const Json& config) {
  // In nanoseconds, for no reader.
  constexpr std::string_view kTimes[] = {"ack_wait", "inactive_threshold",
                                         "max_expires", "idle_heartbeat"};
  std::string words;
  for (const auto& [key, value] : config.items()) {
    const bool is_time =
        value.is_number() && std::ranges::find(kTimes, key) != std::end(kTimes);
    words +=
        fmt::format("{}{} {}", words.empty() ? "" : ", ", key,
                    is_time ? fmt::format("{:.6g} s", value.get<double>() / 1e9)
                    : value.is_string() ? value.get<std::string>()
                                        : contract::stringify(value));
  }
  return words;
}

std::vector<ConsumerState> used_consumers(const CaseFacts& facts) {
  std::vector<ConsumerState> used = consumer_states(facts);
  for (const ConsumerRequest& request : consumer_requests(facts)) {
    if (request.call == ConsumerCall::kDelete) continue;
    const bool is_known = std::ranges::any_of(
        used,
        [&](const ConsumerState& state) { return state.name == request.name; });
    // One without a name gets one from the server, which its fetches tell.
    if (is_known || request.name.empty()) continue;
    used.push_back({.name = request.name,
                    .config = request.config,
                    .moment = request.moment});
  }
  return used;
}

Finding every_consumer(
    const CaseFacts& facts, const std::string& expected,
    const std::function<std::string(const ConsumerState&)>& why_not) {
  const auto used = used_consumers(facts);
  if (used.empty())
    return nothing_seen(facts, expected, "no consumer was made");
  for (const ConsumerState& state : used) {
    const std::string why = why_not(state);
    if (!why.empty())
      return failed(expected, fmt::format("the consumer \"{}\"", state.name),
                    why, state.moment);
  }
  return passed(expected, fmt::format("the consumer \"{}\"", used[0].name));
}

std::string text_of(const Json& config, const char* key) {
  return text_member(config, key);
}

std::int64_t number_of(const Json& config, const char* key) {
  const Json value = member(config, key);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

}  // namespace chefs::conformance::rules
