// Causes in the consumer that the program makes on the server: its name, its
// settings, its filters, where it begins.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "consumer-kit/conformance/consumer/rules/consumer_state.h"
#include "contract/json.h"

namespace chefs::conformance::causes {
namespace {

using contract::Json;
using rules::ConsumerCall;
using rules::ConsumerRequest;

using Requests = std::vector<ConsumerRequest>;

Requests creations(const FailedCase& of) {
  Requests made;
  for (ConsumerRequest& request : rules::consumer_requests(of.facts()))
    if (request.call == ConsumerCall::kCreate && request.config.is_object())
      made.push_back(std::move(request));
  return made;
}

std::string config_text(const Json& config, const char* key) {
  const auto found = config.find(key);
  return found != config.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

// The first creation of which the test is true.
template <typename Test>
Found creation_that(const FailedCase& of, Test is_wrong) {
  for (const ConsumerRequest& made : creations(of))
    if (is_wrong(made.config))
      return Clue{"it asked for " + rules::words_of_config(made.config),
                  made.moment};
  return std::nullopt;
}

std::set<std::string> filters_of(const Json& config) {
  std::set<std::string> filters;
  const std::string one = config_text(config, "filter_subject");
  if (!one.empty()) filters.insert(one);
  const auto many = config.find("filter_subjects");
  if (many != config.end() && many->is_array())
    for (const Json& filter : *many)
      if (filter.is_string()) filters.insert(filter.get<std::string>());
  return filters;
}

struct Filters {
  std::set<std::string> given;
  std::set<std::string> wanted;
  std::size_t moment = 0;
};

// Where they differ: of the first consumer that was made.
std::optional<Filters> other_filters(const FailedCase& of) {
  const Requests made = creations(of);
  if (made.empty()) return std::nullopt;
  const auto& given = of.facts().timeline().given.filters;
  Filters filters{{given.begin(), given.end()},
                  filters_of(made.front().config),
                  made.front().moment};
  if (filters.given == filters.wanted) return std::nullopt;
  return filters;
}

Clue filters_clue(const Filters& filters) {
  return Clue{
      fmt::format("it asked for {}, and FILTER_SUBJECTS is {}",
                  filters.wanted.empty()
                      ? std::string("every subject")
                      : fmt::format("{}", fmt::join(filters.wanted, ",")),
                  filters.given.empty()
                      ? std::string("not set")
                      : fmt::format("{}", fmt::join(filters.given, ","))),
      filters.moment};
}

// The names of the consumers that were made, with the start that each is of.
struct Made {
  std::string name;
  std::size_t run = 0;
  std::size_t moment = 0;
};

std::vector<Made> names_made(const FailedCase& of) {
  std::vector<Made> names;
  const auto runs = of.facts().runs();
  for (const ConsumerRequest& made : creations(of)) {
    std::size_t run = 0;
    while (run < runs.size() && runs[run].end <= made.moment) ++run;
    names.push_back({made.name, run, made.moment});
  }
  return names;
}

}  // namespace

Found makes_no_durable(const FailedCase& of) {
  return creation_that(of, [](const Json& config) {
    return config_text(config, "durable_name").empty();
  });
}

Found makes_a_new_durable_each_start(const FailedCase& of) {
  const std::vector<Made> names = names_made(of);
  for (const Made& made : names)
    if (made.run > names.front().run && made.name != names.front().name)
      return Clue{fmt::format("\"{}\" at first, and \"{}\" at a later start",
                              names.front().name, made.name),
                  made.moment};
  return std::nullopt;
}

Found makes_a_second_durable(const FailedCase& of) {
  const std::vector<Made> names = names_made(of);
  for (const Made& made : names)
    if (made.run == names.front().run && made.name != names.front().name)
      return Clue{
          fmt::format("\"{}\" beside \"{}\"", made.name, names.front().name),
          made.moment};
  return std::nullopt;
}

Found names_its_durable_itself(const FailedCase& of) {
  const std::string& wanted = of.facts().timeline().given.durable_name;
  for (const Made& made : names_made(of))
    if (made.name != wanted)
      return Clue{fmt::format("it made \"{}\", and DURABLE_NAME is \"{}\"",
                              made.name, wanted),
                  made.moment};
  return std::nullopt;
}

Found has_events_pushed(const FailedCase& of) {
  return creation_that(of, [](const Json& config) {
    return !config_text(config, "deliver_subject").empty();
  });
}

Found needs_no_acknowledgement(const FailedCase& of) {
  // The server's default, if nothing is said.
  return creation_that(of, [](const Json& config) {
    const std::string policy = config_text(config, "ack_policy");
    return policy == "none" || policy.empty();
  });
}

Found acknowledges_all_before(const FailedCase& of) {
  return creation_that(of, [](const Json& config) {
    return config_text(config, "ack_policy") == "all";
  });
}

Found deletes_its_durable(const FailedCase& of) {
  for (const ConsumerRequest& request : rules::consumer_requests(of.facts()))
    if (request.call == ConsumerCall::kDelete)
      return Clue{fmt::format("it deleted \"{}\"", request.name),
                  request.moment};
  return std::nullopt;
}

Found begins_with_what_is_new(const FailedCase& of) {
  const bool is_from_the_first = of.asked().setup.start_time_of.empty();
  return creation_that(of, [is_from_the_first](const Json& config) {
    const std::string policy = config_text(config, "deliver_policy");
    return policy == "new" || policy == "last" ||
           policy == "last_per_subject" ||
           (policy == "by_start_time" && is_from_the_first);
  });
}

Found ignores_the_start(const FailedCase& of) {
  const CaseSetup& setup = of.asked().setup;
  const std::string_view wanted = setup.start_sequence ? "by_start_sequence"
                                  : !setup.start_time_of.empty()
                                      ? "by_start_time"
                                      : "";
  if (wanted.empty()) return std::nullopt;
  return creation_that(of, [wanted](const Json& config) {
    return config_text(config, "deliver_policy") != wanted;
  });
}

Found starts_elsewhere(const FailedCase& of) {
  const auto wanted = of.asked().setup.start_sequence;
  if (!wanted) return std::nullopt;
  return creation_that(of, [wanted](const Json& config) {
    const auto start = config.find("opt_start_seq");
    return start != config.end() && *start != *wanted;
  });
}

Found keeps_old_filters(const FailedCase& of) {
  return of.clue_of("filters-followed");
}

Found uses_some_filters(const FailedCase& of) {
  const auto filters = other_filters(of);
  if (!filters || filters->wanted.empty() ||
      !std::ranges::includes(filters->given, filters->wanted))
    return std::nullopt;
  return filters_clue(*filters);
}

Found filters_by_itself(const FailedCase& of) {
  const auto filters = other_filters(of);
  if (!filters || !filters->wanted.empty() || !of.is_reporting())
    return std::nullopt;
  for (const MessageStory& story : of.messages())
    if (story.facts->is_acked() && !story.report) return filters_clue(*filters);
  return std::nullopt;
}

Found asks_without_filter(const FailedCase& of) {
  const auto filters = other_filters(of);
  if (!filters || !filters->wanted.empty()) return std::nullopt;
  return filters_clue(*filters);
}

Found asks_with_another_filter(const FailedCase& of) {
  const auto filters = other_filters(of);
  if (!filters || filters->given.empty()) return std::nullopt;
  return filters_clue(*filters);
}

Found filters_unasked(const FailedCase& of) {
  const auto filters = other_filters(of);
  if (!filters || !filters->given.empty()) return std::nullopt;
  return filters_clue(*filters);
}

Found waits_unfittingly(const FailedCase& of) {
  return of.clue_of("durable-ack-wait");
}

Found stops_trying(const FailedCase& of) {
  // So few that a short outage uses them up.
  constexpr int kFew = 20;
  return creation_that(of, [](const Json& config) {
    const auto limit = config.find("max_deliver");
    return limit != config.end() && limit->is_number_integer() && *limit > 0 &&
           *limit <= kFew;
  });
}

Found is_forgotten_when_away(const FailedCase& of) {
  return of.clue_of("durable-outlasts-absence");
}

Found has_headers_only(const FailedCase& of) {
  return of.clue_of("durable-whole-events");
}

Found replays_at_the_old_pace(const FailedCase& of) {
  return of.clue_of("durable-at-full-pace");
}

Found keeps_its_place_in_memory(const FailedCase& of) {
  return of.clue_of("durable-stored");
}

Found stays_without_durable(const FailedCase& of) {
  return of.clue_of("goes-on-or-fails");
}

}  // namespace chefs::conformance::causes
