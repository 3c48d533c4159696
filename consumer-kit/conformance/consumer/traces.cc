#include "consumer-kit/conformance/consumer/traces.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "consumer-kit/conformance/consumer/rules/consumer_state.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;

constexpr std::size_t kMostLines = 12;
constexpr std::size_t kMostRefusals = 4;
constexpr std::size_t kMostConsumers = 3;

std::vector<std::string> last_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() <= kMostLines) {
    const std::size_t end = text.rfind('\n');
    std::string_view line =
        end == std::string_view::npos ? text : text.substr(end + 1);
    text = end == std::string_view::npos ? std::string_view()
                                         : text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(escaped(line));
  }
  if (lines.size() > kMostLines) lines.pop_back();
  std::ranges::reverse(lines);
  return lines;
}

// "10058 consumer name already in use", of an answer of the JetStream API.
std::string words_of_answer(const TimelineEvent& answer) {
  const Json json = Json::parse(answer.text.view(), nullptr, false);
  if (!json.is_object() || !json.contains("error") ||
      !json["error"].is_object())
    return fmt::format("{} {}", answer.count, answer.text);
  return fmt::format("{} {}", answer.count,
                     json["error"].value("description", std::string()));
}

// A consumer that is looked for before it is made is not there yet.
constexpr std::uint64_t kNoSuchConsumer = 10'014;

std::string refusal_in(const TimelineEvent& event) {
  if (event.kind == EventKind::kServerSaidError)
    return "-ERR " + std::string(event.text);
  if (event.kind == EventKind::kRefused)
    return "no connection: " + std::string(event.text);
  const bool is_error = event.kind == EventKind::kAnswered &&
                        event.count != 0 && event.count != kNoSuchConsumer;
  return is_error ? "JetStream API: " + words_of_answer(event) : "";
}

// Each once, with how often.
std::vector<std::string> refusals(const CaseFacts& facts) {
  struct Said {
    std::string words;
    std::size_t times = 0;
    std::chrono::microseconds first{};
  };
  std::vector<Said> said;
  for (const TimelineEvent& event : facts.during_case()) {
    const std::string words = escaped(refusal_in(event));
    if (words.empty()) continue;
    const auto known = std::ranges::find(said, words, &Said::words);
    if (known != said.end()) {
      ++known->times;
    } else if (said.size() < kMostRefusals) {
      said.push_back({words, 1, event.at});
    }
  }
  std::vector<std::string> out;
  for (const Said& each : said)
    out.push_back(each.times == 1
                      ? fmt::format("{}, at {}", each.words,
                                    rules::shown_time(each.first))
                      : fmt::format("{}, {} times from {} on", each.words,
                                    each.times, rules::shown_time(each.first)));
  return out;
}

// As the program asked for it, or as the server has it.
std::vector<std::string> consumers(const CaseFacts& facts) {
  std::vector<std::string> out;
  for (const rules::ConsumerState& used : rules::used_consumers(facts)) {
    if (!used.config.is_object() || out.size() == kMostConsumers) continue;
    out.push_back(escaped(fmt::format("\"{}\": {}", used.name,
                                      rules::words_of_config(used.config))));
  }
  return out;
}

}  // namespace

Traces traces_of(const CaseFacts& facts) {
  Traces traces;
  traces.last_lines = last_lines(facts.timeline().output_tail);
  if (const auto exit = facts.unasked_exit())
    traces.exit = fmt::format("{}, at {}", facts.event(*exit).text,
                              rules::shown_time(facts.event(*exit).at));
  traces.refusals = refusals(facts);
  traces.consumers = consumers(facts);
  return traces;
}

}  // namespace chefs::conformance
