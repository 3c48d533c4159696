#include "consumer-kit/conformance/consumer/rules/wording.h"

#include <fmt/format.h>

#include "consumer-kit/conformance/consumer/facts/message_names.h"
#include "consumer-kit/conformance/consumer/rules/fate.h"

namespace chefs::conformance::rules {
namespace {

std::string with_last_error(const CaseFacts& facts, std::string why) {
  std::optional<std::size_t> last;
  const auto during = facts.during_case();
  for (std::size_t i = 0; i < during.size(); ++i)
    if (during[i].kind == EventKind::kServerSaidError) last = i;
  if (last)
    why += fmt::format("; the server had said: {}", facts.event(*last).text);
  return why;
}

}  // namespace

std::string shown_time(std::chrono::microseconds time) {
  const double seconds = std::chrono::duration<double>(time).count();
  return fmt::format("{:.3g} s", seconds);
}

std::string counted(std::uint64_t number, const char* one) {
  return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

Finding lacking(const CaseFacts& facts,
                const std::vector<std::uint64_t>& wanted,
                const std::vector<std::uint64_t>& missing,
                const std::string& what) {
  const std::string expected =
      fmt::format("{} {}", counted(wanted.size(), "message"), what);
  if (missing.empty()) return passed(expected, expected);
  const std::string observed =
      fmt::format("{} of {}; missing: {}", wanted.size() - missing.size(),
                  wanted.size(), named_messages(facts.timeline(), missing));
  if (const auto slow = too_slow(facts, expected)) return *slow;
  if (const auto obstacle = facts.obstacle())
    return not_reached(expected, observed, obstacle->why, obstacle->moment);
  const Fate fate = fate_of(facts, missing.front(), what);
  return failed(expected, observed, with_last_error(facts, fate.why),
                fate.moment);
}

std::optional<Finding> too_slow(const CaseFacts& facts,
                                const std::string& expected) {
  const auto gave_up = facts.cut_short();
  if (!gave_up) return std::nullopt;
  return unsupported(
      expected,
      fmt::format("the program is slow: after {} it was still getting on with "
                  "its work, and the suite waits no longer",
                  shown_time(facts.event(*gave_up).at)),
      "more time");
}

std::optional<Finding> unpublished(const CaseFacts& facts,
                                   const std::vector<std::string>& names,
                                   const std::vector<std::uint64_t>& found) {
  std::size_t wanted = 0;
  for (const std::string& name : names)
    wanted += count_meant(facts.asked().messages, name);
  if (found.size() >= wanted) return std::nullopt;
  return Finding{
      .outcome = OutcomeKind::kError,
      .expected = fmt::format("{} published", counted(wanted, "message")),
      .observed = fmt::format("{} of them", found.size()),
      .why = "the suite did not publish what the case says"};
}

Finding nothing_seen(const CaseFacts& facts, std::string expected,
                     const std::string& what) {
  if (const auto slow = too_slow(facts, expected)) return *slow;
  const auto obstacle = facts.obstacle();
  return not_reached(
      std::move(expected), what,
      obstacle ? obstacle->why : "the program did not get so far",
      obstacle ? obstacle->moment : std::nullopt);
}

}  // namespace chefs::conformance::rules
