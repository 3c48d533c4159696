// Stories that a rule of the consumer suite passes, each with one like it that
// it fails. The rules' tests go through them.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/consumer/told_story.h"

namespace chefs::conformance {

using contract::Json;
using tests::Story;

struct RuleStories {
  const char* name;
  const char* rule;
  Json parameters;
  Story right;
  Story wrong;
  // Part of the failure's why.
  const char* why;
};

inline void PrintTo(const RuleStories& stories, std::ostream* out) {
  *out << stories.rule;
}

// About messages and reports; about connections, durables and the program.
std::vector<RuleStories> message_stories();
std::vector<RuleStories> report_stories();
std::vector<RuleStories> connection_stories();
std::vector<RuleStories> durable_stories();
std::vector<RuleStories> setting_stories();
std::vector<RuleStories> program_stories();

inline const Json kNone = Json::object();
inline const Json kOne = {{"messages", {"one"}}};
inline const Json kBoth = {{"messages", {"one", "two"}}};

// A consumer "mine" with that configuration, fetched from and left there.
inline Story made(const std::string& config) {
  return Story()
      .starts()
      .connects()
      .logs_in()
      .asks(std::string(tests::kCreate) + R"({"config":)" + config + "}")
      .asks(tests::kFetch)
      .leaves_consumer("mine", config);
}

inline Json with_count(Json parameters, std::uint64_t count) {
  parameters["count"] = count;
  return parameters;
}

inline Json with_ms(Json parameters, std::uint64_t ms) {
  parameters["ms"] = ms;
  return parameters;
}

inline Json during(const char* name, std::uint64_t count) {
  return {{"during", name}, {"count", count}};
}

inline Story two_published() {
  return Story().published("one", 1).published("two", 2);
}

inline Story downloads(const std::string& id, std::uint64_t status) {
  return two_published().gets_going().is_sent(1).then(EventKind::kApiAsked,
                                                      "form-1 " + id, status);
}

}  // namespace chefs::conformance
