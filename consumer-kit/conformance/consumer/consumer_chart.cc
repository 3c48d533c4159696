#include "consumer-kit/conformance/consumer/consumer_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace chefs::conformance {
namespace {

using std::chrono::microseconds;

enum Lane : std::size_t {
  kPublishedLane,
  kDeliveredLane,
  kReportedLane,
  kAckedLane,
  kGivenBackLane,
  kConnectionsLane,
  kProgramLane,
  kFaultsLane,
};
constexpr std::array<std::string_view, 8> kLanes = {
    "published",  "delivered",   "reported", "acknowledged",
    "given back", "connections", "program",  "faults"};

// Marks of one lane that are closer than this share of the whole are one.
constexpr std::int64_t kSteps = 120;

std::string name_of(const Timeline& timeline, std::uint64_t sequence) {
  const PublishedMessage* found = timeline.messages.find(sequence);
  if (found == nullptr) return fmt::format("sequence {}", sequence);
  return fmt::format("{} ({})", found->name, sequence);
}

ChartMark mark(Lane lane, MarkTone tone, std::string text) {
  ChartMark made;
  made.lane = lane;
  made.tone = tone;
  made.text = std::move(text);
  return made;
}

ChartMark mark_of_ack(const Timeline& timeline, const TimelineEvent& event) {
  const auto kind = static_cast<AckKind>(event.count);
  const std::string text =
      fmt::format("{} {}", to_string(kind), name_of(timeline, event.sequence));
  switch (kind) {
    case AckKind::kAck:
    case AckKind::kNext:
      return mark(kAckedLane, MarkTone::kGood, text);
    case AckKind::kNak:
      return mark(kGivenBackLane, MarkTone::kBad, text);
    case AckKind::kTerm:
      return mark(kGivenBackLane, MarkTone::kBreak, text);
    case AckKind::kProgress:
      break;
  }
  return mark(kProgramLane, MarkTone::kPlain, text);
}

// Nothing for what is too fine for a drawing.
std::optional<ChartMark> mark_of(const Timeline& timeline,
                                 const TimelineEvent& event) {
  switch (event.kind) {
    case EventKind::kPublished:
      return mark(kPublishedLane, MarkTone::kPlain,
                  name_of(timeline, event.sequence));
    case EventKind::kDelivered:
      return mark(
          kDeliveredLane, event.count > 1 ? MarkTone::kBad : MarkTone::kPlain,
          name_of(timeline, event.sequence) +
              (event.count > 1 ? fmt::format(", delivery {}", event.count)
                               : ""));
    case EventKind::kCutOff:
      return mark(kDeliveredLane, MarkTone::kBreak,
                  name_of(timeline, event.sequence) + ", cut off");
    case EventKind::kReported:
      return mark(kReportedLane, MarkTone::kGood,
                  name_of(timeline, event.sequence) + ": " +
                      parse_report_text(event.sequence, event.text).outcome);
    case EventKind::kBadReport:
      return mark(kReportedLane, MarkTone::kBad, "no report: " + event.text);
    case EventKind::kNotice:
      return mark(kReportedLane, MarkTone::kPlain, "notice: " + event.text);
    case EventKind::kAcked:
      return mark_of_ack(timeline, event);
    case EventKind::kConnected:
      return mark(kConnectionsLane, MarkTone::kGood,
                  fmt::format("connection {} opens", event.connection));
    case EventKind::kRefused:
      return mark(kConnectionsLane, MarkTone::kBad, "refused");
    case EventKind::kServerSaidError:
      return mark(kConnectionsLane, MarkTone::kBad, event.text);
    case EventKind::kClosed:
      return mark(
          kConnectionsLane, MarkTone::kPlain,
          fmt::format("connection {} closed {}", event.connection, event.text));
    case EventKind::kStarted:
      return mark(kProgramLane, MarkTone::kGood, "started");
    case EventKind::kSignalled:
      return mark(kProgramLane, MarkTone::kBreak,
                  fmt::format("signal {}", event.count));
    case EventKind::kExited:
      return mark(kProgramLane, MarkTone::kPlain, event.text);
    case EventKind::kApiAsked:
      return mark(kProgramLane,
                  event.count == 200 ? MarkTone::kPlain : MarkTone::kBad,
                  fmt::format("download: {}", event.count));
    case EventKind::kGaveUp:
      return mark(kProgramLane, MarkTone::kBad,
                  "waited in vain: " + event.text);
    case EventKind::kFault:
    case EventKind::kServer:
      return mark(kFaultsLane, MarkTone::kBreak, event.text);
    default:
      return std::nullopt;
  }
}

bool is_case_end(const TimelineEvent& event) {
  return event.kind == EventKind::kMarked && event.text == "case-ends";
}

void take_wrong_moment(Chart& chart, const CaseResult& result) {
  for (const CheckResult& check : result.checks) {
    if (check.outcome == OutcomeKind::kPass) continue;
    chart.wrong_at = check.wrong_at;
    const auto step =
        std::ranges::find(check.exchange, true, &ExchangeStep::is_marked);
    if (!chart.wrong_at && step != check.exchange.end())
      chart.wrong_at = step->at;
    if (chart.wrong_at) return;
  }
}

}  // namespace

Chart chart_of(const Timeline& timeline, const CaseResult& result) {
  Chart chart;
  if (result.outcome == OutcomeKind::kPass) return chart;
  chart.lanes.assign(kLanes.begin(), kLanes.end());
  take_wrong_moment(chart, result);
  const microseconds end =
      timeline.events.empty() ? microseconds(0) : timeline.events.back().at;
  const microseconds near = std::max(end / kSteps, microseconds(1));
  std::array<std::optional<std::size_t>, kLanes.size()> last_of;
  for (const TimelineEvent& event : timeline.events) {
    // What follows is the suite's own tidying.
    if (is_case_end(event)) break;
    std::optional<ChartMark> made = mark_of(timeline, event);
    if (!made) continue;
    made->at = made->until = event.at;
    const auto last = last_of[made->lane];
    if (last) {
      ChartMark& before = chart.marks[*last];
      if (before.tone == made->tone && event.at - before.until < near) {
        before.until = event.at;
        ++before.count;
        continue;
      }
    }
    if (chart.marks.size() == kMostChartMarks) break;
    last_of[made->lane] = chart.marks.size();
    chart.marks.push_back(*std::move(made));
  }
  return chart;
}

}  // namespace chefs::conformance
