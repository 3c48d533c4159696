// Rules about what the program's report lines say.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/expected_outcome.h"
#include "consumer-kit/conformance/consumer/rules/reading.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::rules {
namespace {

std::vector<std::string> allowed_for(const CaseFacts& facts,
                                     const RuleParameters& asked,
                                     std::uint64_t sequence) {
  auto outcomes = asked.outcomes();
  const CaseMessage* message = facts.message(sequence);
  if (!outcomes.empty() || message == nullptr) return outcomes;
  return expected_outcomes(facts.asked().setup, *message);
}

std::string one_of(const std::vector<std::string>& outcomes) {
  return fmt::format("{}", fmt::join(outcomes, " or "));
}

// The first report of each message fits `fits`, which else says why not.
template <typename Fits>
Finding first_reports(const CaseFacts& facts, const RuleParameters& asked,
                      const std::string& expected, Fits why_not) {
  const auto wanted = facts.sequences(asked.messages());
  if (auto finding = unpublished(facts, asked.messages(), wanted))
    return *std::move(finding);
  std::vector<std::uint64_t> missing;
  for (const std::uint64_t sequence : wanted) {
    const SequenceFacts& of = facts.of(sequence);
    if (!of.is_reported()) {
      missing.push_back(sequence);
      continue;
    }
    const Report report = report_at(facts, of.first_report);
    const std::string why = why_not(report);
    if (why.empty()) continue;
    return failed(
        expected,
        fmt::format("{} was reported as {}",
                    named_message(facts.timeline(), sequence), report.outcome),
        why, of.first_report);
  }
  if (!missing.empty()) return lacking(facts, wanted, missing, "reported");
  return passed(expected, counted(wanted.size(), "report"));
}

// What lay between what the program had seen and the next that came to it.
struct Gap {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  // The delivery behind it: it was to tell then.
  std::size_t moment = 0;
};

std::optional<Gap> first_gap(const CaseFacts& facts) {
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    const TimelineEvent& event = facts.event(i);
    if (event.kind != EventKind::kDelivered || event.sequence == 0) continue;
    // Before the first of all, too: a durable can begin behind one.
    if (event.sequence > last + 1) return Gap{last + 1, event.sequence - 1, i};
    last = std::max(last, event.sequence);
  }
  return std::nullopt;
}

// The whole numbers of a text, or of the members of an object.
std::vector<std::uint64_t> numbers_in(std::string_view text) {
  std::vector<std::uint64_t> numbers;
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at, end, number);
    if (read.ptr == text.data() + at) {
      ++at;
      continue;
    }
    if (read.ec == std::errc()) numbers.push_back(number);
    at = static_cast<std::size_t>(read.ptr - text.data());
  }
  return numbers;
}

// By two numbers that bound it, in whatever words: the first and the last that
// are gone, or the last that was seen and the next.
bool names_gap(std::string_view notice, const Gap& gap) {
  constexpr std::string_view kOurs = "\"chefs\":1";
  std::string text(notice);
  const std::size_t ours = text.find(kOurs);
  if (ours != std::string::npos) text.erase(ours, kOurs.size());
  const auto numbers = numbers_in(text);
  const auto has = [&](std::uint64_t one, std::uint64_t other) {
    return std::ranges::find(numbers, one) != numbers.end() ||
           std::ranges::find(numbers, other) != numbers.end();
  };
  return has(gap.first, gap.first - 1) && has(gap.last, gap.last + 1);
}

}  // namespace

Finding reported_as(const CaseFacts& facts, const RuleParameters& asked) {
  const auto wanted = facts.sequences(asked.messages());
  const std::string expected =
      wanted.empty()
          ? "reports"
          : fmt::format("reported as {}",
                        one_of(allowed_for(facts, asked, wanted.front())));
  return first_reports(facts, asked, expected, [&](const Report& report) {
    const auto allowed = allowed_for(facts, asked, report.sequence);
    if (std::ranges::find(allowed, report.outcome) == allowed.end())
      return fmt::format("{} is to be {}",
                         named_message(facts.timeline(), report.sequence),
                         one_of(allowed));
    return wrong_plaintext(facts, report);
  });
}

Finding draft_told(const CaseFacts& facts, const RuleParameters& asked) {
  return first_reports(
      facts, asked, "drafts are ignored, or reported with \"draft\":true",
      [](const Report& report) {
        if (report.outcome == "ignored" || report.draft == true)
          return std::string();
        return std::string(
            "nothing in the report shows that it is a draft, and not what was "
            "handed in");
      });
}

Finding id_told(const CaseFacts& facts, const RuleParameters& asked) {
  return first_reports(
      facts, asked, "the submission's id in each report",
      [&](const Report& report) {
        const PublishedMessage* published =
            facts.timeline().messages.find(report.sequence);
        if (published->submission_id == report.submission_id)
          return std::string();
        return report.submission_id.empty()
                   ? std::string("the report names no submissionId")
                   : "the report names another submissionId";
      });
}

Finding gap_told(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "a notice of what the stream discarded";
  const auto gap = first_gap(facts);
  std::optional<std::size_t> other;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    if (facts.event(i).kind != EventKind::kNotice) continue;
    if (gap && names_gap(facts.event(i).text, *gap))
      return passed(expected, facts.event(i).text);
    other = i;
  }
  if (!gap) return nothing_seen(facts, expected, "no gap came");
  const std::string range =
      gap->last == gap->first
          ? fmt::format("sequence {} is gone for good", gap->first)
          : fmt::format("the sequences {} to {} are gone for good", gap->first,
                        gap->last);
  if (other)
    return failed(expected, facts.event(*other).text,
                  range + ", and no notice names them", other);
  return failed(expected, "no notice", range, gap->moment);
}

}  // namespace chefs::conformance::rules
