#include "consumer-kit/conformance/report/chart_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "consumer-kit/conformance/report/chart_text.h"
#include "consumer-kit/conformance/report/markup.h"

namespace chefs::conformance {
namespace {

using std::chrono::microseconds;

// Pixels upwards and downwards; sideways everything is in per cent, so that the
// drawing fits a phone as it fits a desk, and its letters keep their size.
constexpr double kTop = 34;
constexpr double kLaneHeight = 36;
constexpr double kBottom = 22;
constexpr double kRadius = 5;
constexpr double kLeftPercent = 2;
constexpr double kWidthPercent = 95;
// No more than so many times on the axis.
constexpr double kMostTicks = 5;

class Drawer {
 public:
  explicit Drawer(const Chart& chart) : chart_(chart) {
    begin_ = static_cast<double>(chart.marks.front().at.count());
    microseconds last = chart.wrong_at.value_or(microseconds(0));
    for (const ChartMark& mark : chart.marks) last = std::max(last, mark.until);
    span_ = std::max(1.0, static_cast<double>(last.count()) - begin_);
  }

  std::string draw() {
    frame();
    lanes();
    ticks();
    for (const ChartMark& mark : chart_.marks) draw_mark(mark);
    wrong_moment();
    return std::move(svg_) + "</svg></div>\n";
  }

 private:
  double height() const {
    return kTop + kLaneHeight * static_cast<double>(chart_.lanes.size()) +
           kBottom;
  }
  // In per cent.
  double x(microseconds at) const {
    const double share = (static_cast<double>(at.count()) - begin_) / span_;
    return kLeftPercent + kWidthPercent * std::clamp(share, 0.0, 1.0);
  }
  static double y(std::size_t lane) {
    return kTop + kLaneHeight * static_cast<double>(lane) + 24;
  }

  void frame() {
    svg_ = fmt::format(
        "<div class=\"chart\"><svg height=\"{}\" role=\"img\" "
        "aria-label=\"{} moments on {} lanes over time\">\n",
        height(), chart_.marks.size(), chart_.lanes.size());
  }

  void lanes() {
    for (std::size_t lane = 0; lane < chart_.lanes.size(); ++lane)
      svg_ += fmt::format(
          "<line class=\"lane\" x1=\"0\" x2=\"100%\" y1=\"{0:.0f}\" "
          "y2=\"{0:.0f}\"/><text class=\"name\" x=\"4\" y=\"{1:.0f}\">{2}"
          "</text>\n",
          y(lane), y(lane) - 9, escaped_markup(chart_.lanes[lane]));
  }

  // Round times.
  void ticks() {
    constexpr std::array<double, 3> kDigits = {1, 2, 5};
    double step = 1;
    for (double power = 1; span_ / step > kMostTicks; power *= 10)
      for (const double digit : kDigits)
        if (span_ / step > kMostTicks) step = digit * power;
    const double bottom = height() - kBottom;
    for (double at = std::ceil(begin_ / step) * step; at <= begin_ + span_;
         at += step) {
      const microseconds time(static_cast<std::int64_t>(at));
      // What is near an edge must not reach beyond it.
      const std::string_view anchor = x(time) > 92  ? "end"
                                      : x(time) < 8 ? "start"
                                                    : "middle";
      svg_ += fmt::format(
          "<line class=\"tick\" x1=\"{0:.2f}%\" x2=\"{0:.2f}%\" y1=\"{1}\" "
          "y2=\"{2}\"/><text class=\"time\" x=\"{0:.2f}%\" y=\"{3}\" "
          "text-anchor=\"{4}\">{5}</text>\n",
          x(time), kTop, bottom, bottom + 15, anchor,
          axis_time(time,
                    microseconds(static_cast<std::int64_t>(begin_ + span_))));
    }
  }

  void draw_mark(const ChartMark& mark) {
    std::string title =
        fmt::format("{} s: {}", seconds(mark.at), escaped_markup(mark.text));
    if (mark.count > 1)
      title += fmt::format(", and {} more until {} s", mark.count - 1,
                           seconds(mark.until));
    // A run is a bar between two dots.
    if (mark.until > mark.at)
      svg_ += fmt::format(
          "<rect class=\"run {}\" x=\"{:.2f}%\" y=\"{:.0f}\" "
          "width=\"{:.2f}%\" height=\"4\"/>",
          to_string(mark.tone), x(mark.at), y(mark.lane) - 2,
          x(mark.until) - x(mark.at));
    draw_dot(mark, mark.at, title);
    if (mark.until > mark.at) draw_dot(mark, mark.until, title);
  }

  void draw_dot(const ChartMark& mark, microseconds at,
                const std::string& title) {
    svg_ += fmt::format(
        "<circle class=\"mark {}\" cx=\"{:.2f}%\" cy=\"{:.0f}\" r=\"{}\">"
        "<title>{}</title></circle>\n",
        to_string(mark.tone), x(at), y(mark.lane), kRadius, title);
  }

  void wrong_moment() {
    if (!chart_.wrong_at) return;
    const double at = x(*chart_.wrong_at);
    svg_ += fmt::format(
        "<line class=\"wrong\" x1=\"{0:.2f}%\" x2=\"{0:.2f}%\" y1=\"{1}\" "
        "y2=\"{2}\"/><text class=\"wrong\" x=\"{0:.2f}%\" y=\"{3}\" "
        "text-anchor=\"{4}\">here it went wrong, at {5} s</text>\n",
        at, kTop - 14, height() - kBottom, kTop - 18, at > 50 ? "end" : "start",
        seconds(*chart_.wrong_at));
  }

  const Chart& chart_;
  // In microseconds: the first moment, and from it to the last.
  double begin_ = 0;
  double span_ = 1;
  std::string svg_;
};

}  // namespace

std::string chart_as_svg(const Chart& chart) {
  if (chart.lanes.empty() || chart.marks.empty()) return "";
  return Drawer(chart).draw();
}

}  // namespace chefs::conformance
