// From a timeline to a chart, and from a chart to lines and to SVG.
#include "consumer-kit/conformance/report/chart_svg.h"
#include "consumer-kit/conformance/report/chart_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "consumer-kit/conformance/consumer/consumer_chart.h"

namespace chefs::conformance {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing::Each;
using testing::EndsWith;
using testing::Ge;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

TimelineEvent at(milliseconds time, EventKind kind, std::uint64_t sequence = 0,
                 std::uint64_t count = 0, std::string text = {}) {
  return {.at = time,
          .kind = kind,
          .connection = 1,
          .sequence = sequence,
          .count = count,
          .text = std::move(text)};
}

CaseResult failed(std::optional<microseconds> wrong_at = {}) {
  CheckResult check;
  check.outcome = OutcomeKind::kFail;
  check.wrong_at = wrong_at;
  CaseResult result;
  result.outcome = OutcomeKind::kFail;
  result.checks = {check};
  return result;
}

Timeline three_moments() {
  Timeline timeline;
  timeline.messages.add({.name = "before", .sequence = 4});
  timeline.events = {at(milliseconds(1), EventKind::kPublished, 4),
                     at(milliseconds(500), EventKind::kDelivered, 4, 1),
                     at(milliseconds(900), EventKind::kFault, 0, 0, "cut")};
  return timeline;
}

TEST(ConsumerChart, PutsEachMomentOnItsLaneByName) {
  const Chart chart = chart_of(three_moments(), failed());

  ASSERT_EQ(chart.marks.size(), 3u);
  EXPECT_EQ(chart.lanes[chart.marks[0].lane], "published");
  EXPECT_EQ(chart.marks[0].text, "before (4)");
  EXPECT_EQ(chart.lanes[chart.marks[1].lane], "delivered");
  EXPECT_EQ(chart.lanes[chart.marks[2].lane], "faults");
  EXPECT_FALSE(chart.wrong_at);
}

TEST(ConsumerChart, KeepsWhatIsGivenBackApartFromWhatIsAcknowledged) {
  Timeline timeline;
  const auto said = [](AckKind kind) {
    return static_cast<std::uint64_t>(kind);
  };
  timeline.events = {
      at(milliseconds(1), EventKind::kAcked, 1, said(AckKind::kAck)),
      at(milliseconds(200), EventKind::kAcked, 2, said(AckKind::kNak)),
      at(milliseconds(400), EventKind::kAcked, 3, said(AckKind::kTerm)),
      at(milliseconds(900), EventKind::kAcked, 4, said(AckKind::kProgress))};

  const Chart chart = chart_of(timeline, failed());

  ASSERT_EQ(chart.marks.size(), 4u);
  EXPECT_EQ(chart.lanes[chart.marks[0].lane], "acknowledged");
  EXPECT_EQ(chart.lanes[chart.marks[1].lane], "given back");
  EXPECT_EQ(chart.lanes[chart.marks[2].lane], "given back");
  EXPECT_EQ(chart.lanes[chart.marks[3].lane], "program");
}

TEST(ConsumerChart, OfAPassedCaseIsEmpty) {
  CaseResult passed;
  passed.outcome = OutcomeKind::kPass;

  EXPECT_TRUE(chart_of(three_moments(), passed).lanes.empty());
}

TEST(ConsumerChart, DrawsWhatIsCloseTogetherAsOne) {
  Timeline timeline;
  for (std::uint64_t i = 1; i <= 100'000; ++i)
    timeline.events.push_back(at(milliseconds(i), EventKind::kDelivered, i, 1));

  const Chart chart = chart_of(timeline, failed());

  EXPECT_LE(chart.marks.size(), kMostChartMarks);
  std::size_t count = 0;
  for (const ChartMark& mark : chart.marks) count += mark.count;
  EXPECT_EQ(count, 100'000u);
}

TEST(ConsumerChart, LeavesOutWhatComesAfterTheCasesEnd) {
  Timeline timeline = three_moments();
  timeline.events.push_back(
      at(milliseconds(950), EventKind::kMarked, 0, 0, "case-ends"));
  timeline.events.push_back(at(milliseconds(960), EventKind::kExited));

  EXPECT_EQ(chart_of(timeline, failed()).marks.size(), 3u);
}

TEST(ChartLines, MarkTheMomentThatWentWrongInItsPlace) {
  const Chart chart = chart_of(three_moments(), failed(milliseconds(600)));

  const std::vector<ChartLine> lines = chart_as_lines(chart, 20);

  ASSERT_EQ(lines.size(), 4u);
  EXPECT_TRUE(lines[2].is_wrong);
  EXPECT_EQ(lines[2].time, "0.600");
  EXPECT_EQ(lines[1].lane, "delivered");
}

TEST(ChartLines, KeepWhatIsAroundThatMomentOfALongStory) {
  Chart chart;
  chart.lanes = {"delivered"};
  for (int i = 0; i < 500; ++i) {
    ChartMark mark;
    mark.at = mark.until = milliseconds(i);
    mark.text = std::to_string(i);
    chart.marks.push_back(mark);
  }
  chart.wrong_at = milliseconds(250);

  const std::vector<ChartLine> lines = chart_as_lines(chart, 30);

  EXPECT_LE(lines.size(), 32u);
  const auto wrong = std::ranges::find(lines, true, &ChartLine::is_wrong);
  ASSERT_NE(wrong, lines.end());
  EXPECT_EQ((wrong - 1)->text, "250");
  EXPECT_EQ((wrong + 1)->text, "251");
  EXPECT_EQ(lines.front().text, "0");
}

TEST(ChartSvg, EscapesWhatAProgramSaid) {
  Timeline timeline = three_moments();
  timeline.events[2].text = "<script>alert(1)</script> & \"more\"";

  const std::string svg = chart_as_svg(chart_of(timeline, failed()));

  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_THAT(svg, HasSubstr("&lt;script&gt;"));
}

TEST(ChartSvg, SaysWhereItWentWrong) {
  const std::string svg =
      chart_as_svg(chart_of(three_moments(), failed(milliseconds(600))));

  EXPECT_THAT(svg, HasSubstr("here it went wrong, at 0.600 s"));
}

// The times of an axis, without the text around them.
std::vector<std::string> times_on_axis(const std::string& svg) {
  const std::string begin = "<text class=\"time\"";
  std::vector<std::string> times;
  for (std::size_t at = 0; (at = svg.find(begin, at)) != std::string::npos;) {
    at = svg.find('>', at) + 1;
    times.push_back(svg.substr(at, svg.find('<', at) - at));
  }
  return times;
}

TEST(ChartSvg, HasOneUnitOnItsAxis) {
  Timeline timeline = three_moments();
  timeline.events[2].at = milliseconds(1'700);

  const auto in_seconds =
      times_on_axis(chart_as_svg(chart_of(timeline, failed())));
  const auto in_milliseconds =
      times_on_axis(chart_as_svg(chart_of(three_moments(), failed())));

  EXPECT_THAT(in_seconds, SizeIs(Ge(3u)));
  EXPECT_THAT(in_seconds, Each(EndsWith(" s")));
  EXPECT_THAT(in_milliseconds, SizeIs(Ge(3u)));
  EXPECT_THAT(in_milliseconds, Each(EndsWith(" ms")));
}

TEST(ChartSvg, HasNoWidthInPixels) {
  const std::string svg = chart_as_svg(chart_of(three_moments(), failed()));

  EXPECT_THAT(svg, Not(testing::ContainsRegex(" width=\"[0-9.]+\"")));
}

}  // namespace
}  // namespace chefs::conformance
