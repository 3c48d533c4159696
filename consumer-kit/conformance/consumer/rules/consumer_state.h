// The consumers on the server: those that the program asked to make, used and
// deleted, and how they stood at the end of the case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/facts/finding.h"
#include "contract/json.h"

namespace chefs::conformance::rules {

struct ConsumerState {
  std::string name;
  contract::Json config;
  // When it was made, as RFC 3339 has it; empty if the server did not tell.
  std::string created = {};
  std::uint64_t unacknowledged = 0;
  std::uint64_t pending = 0;
  // Of the entry that tells it.
  std::size_t moment = 0;
};

std::vector<ConsumerState> consumer_states(const CaseFacts& facts);

enum class ConsumerCall { kCreate, kFetch, kDelete, kOther };

struct ConsumerRequest {
  ConsumerCall call = ConsumerCall::kOther;
  // Empty: a consumer without a name was asked for.
  std::string name;
  // Of kCreate: what was asked for; null if it cannot be read.
  contract::Json config;
  std::size_t moment = 0;
};

// Of the program's requests those about a consumer, in order.
std::vector<ConsumerRequest> consumer_requests(const CaseFacts& facts);
// The same for one entry kAsked; nothing if it is about something else.
std::optional<ConsumerRequest> read_consumer_request(std::string_view text);

// A whole configuration for people: "ack_policy explicit, ack_wait 30 s, …".
std::string words_of_config(const contract::Json& config);

// What is known of the consumers that the program made or used, by the state at
// the end or else by what it asked for. One entry a name.
std::vector<ConsumerState> used_consumers(const CaseFacts& facts);

// Whether `why_not` has nothing against any of them; else it says why not.
Finding every_consumer(
    const CaseFacts& facts, const std::string& expected,
    const std::function<std::string(const ConsumerState&)>& why_not);

// A setting of a consumer; empty or 0 if it has none of that name and type.
std::string text_of(const contract::Json& config, const char* key);
std::int64_t number_of(const contract::Json& config, const char* key);

}  // namespace chefs::conformance::rules
