// Rules about the consumer that the program makes on the server.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "consumer-kit/conformance/consumer/rules/consumer_state.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/json.h"

namespace chefs::conformance::rules {
namespace {

using contract::Json;

std::set<std::string> filters_of(const Json& config) {
  std::set<std::string> filters;
  const std::string one = text_of(config, "filter_subject");
  if (!one.empty()) filters.insert(one);
  if (config.is_object() && config.contains("filter_subjects") &&
      config["filter_subjects"].is_array())
    for (const Json& filter : config["filter_subjects"])
      if (filter.is_string()) filters.insert(filter.get<std::string>());
  return filters;
}

std::set<std::string> wanted_filters(const CaseFacts& facts) {
  const auto& given = facts.timeline().given.filters;
  return {given.begin(), given.end()};
}

}  // namespace

Finding durable_named(const CaseFacts& facts, const RuleParameters&) {
  const std::string& name = facts.timeline().given.durable_name;
  return every_consumer(facts, fmt::format("the durable \"{}\"", name),
                        [&](const ConsumerState& state) -> std::string {
                          if (state.name != name)
                            return fmt::format("DURABLE_NAME is \"{}\"", name);
                          return text_of(state.config, "durable_name").empty()
                                     ? "it is no durable: the server forgets it"
                                     : "";
                        });
}

Finding durable_pulls(const CaseFacts& facts, const RuleParameters&) {
  const auto finding = every_consumer(
      facts, "a consumer that is fetched from",
      [](const ConsumerState& state) -> std::string {
        return text_of(state.config, "deliver_subject").empty()
                   ? ""
                   : "it has a deliver_subject, to which the server pushes";
      });
  if (finding.outcome != OutcomeKind::kPass) return finding;
  const auto requests = consumer_requests(facts);
  const bool has_fetched =
      std::ranges::any_of(requests, [](const ConsumerRequest& request) {
        return request.call == ConsumerCall::kFetch;
      });
  if (has_fetched) return finding;
  return nothing_seen(facts, finding.expected, "nothing was fetched");
}

Finding durable_acks_explicitly(const CaseFacts& facts, const RuleParameters&) {
  return every_consumer(
      facts, "ack_policy explicit",
      [](const ConsumerState& state) -> std::string {
        const std::string policy = text_of(state.config, "ack_policy");
        return policy == "explicit"
                   ? ""
                   : fmt::format("its ack_policy is {}",
                                 policy.empty() ? "not known" : policy);
      });
}

Finding one_durable(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "one consumer on the server";
  std::set<std::string> names;
  for (const ConsumerState& state : used_consumers(facts)) {
    names.insert(state.name);
    if (names.size() > 1)
      return failed(expected, fmt::format("another, \"{}\"", state.name),
                    "each is sent every event", state.moment);
  }
  if (names.empty())
    return nothing_seen(facts, expected, "no consumer was made");
  return passed(expected, fmt::format("\"{}\"", *names.begin()));
}

Finding durable_kept(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected = "the same consumer all the time";
  for (const ConsumerRequest& request : consumer_requests(facts))
    if (request.call == ConsumerCall::kDelete)
      return failed(expected, fmt::format("\"{}\" was deleted", request.name),
                    "with it goes what the server knows of how far it was",
                    request.moment);
  Finding finding = one_durable(facts, asked);
  finding.expected = expected;
  return finding;
}

Finding filters_as_asked(const CaseFacts& facts, const RuleParameters&) {
  const std::set<std::string> wanted = wanted_filters(facts);
  return every_consumer(
      facts, "the filters of FILTER_SUBJECTS at the server",
      [&](const ConsumerState& state) -> std::string {
        if (filters_of(state.config) == wanted) return "";
        return "it has other filters: the server sends what is thrown away";
      });
}

Finding filters_followed(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected =
      "the filters of the last start at the server, or no fetch";
  const auto runs = facts.runs();
  if (runs.size() < 2)
    return nothing_seen(facts, expected, "it was not started again");
  const auto used = used_consumers(facts);
  for (std::size_t i = runs.back().begin; i < runs.back().end; ++i) {
    if (facts.event(i).kind != EventKind::kAsked) continue;
    const auto request = read_consumer_request(facts.event(i).text.view());
    if (!request || request->call != ConsumerCall::kFetch) continue;
    const auto state =
        std::ranges::find(used, request->name, &ConsumerState::name);
    if (state == used.end() ||
        filters_of(state->config) == wanted_filters(facts))
      continue;
    return failed(expected, fmt::format("a fetch from \"{}\"", request->name),
                  "the durable has other filters, and what was asked for since "
                  "is never sent",
                  i);
  }
  return passed(expected, "no fetch by other filters");
}

}  // namespace chefs::conformance::rules
