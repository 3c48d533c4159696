#include "consumer-kit/conformance/chart_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "consumer-kit/conformance/chart_text.h"
#include "consumer-kit/conformance/markup.h"

namespace chefs::conformance {
namespace {

using std::chrono::microseconds;

// In the drawing's own units; about pixels on a wide screen.
constexpr double kWidth = 760;
constexpr double kLeft = 112;
constexpr double kRight = 16;
constexpr double kTop = 30;
constexpr double kLaneHeight = 26;
constexpr double kBottom = 22;
constexpr double kRadius = 5;

class Drawer {
 public:
  explicit Drawer(const Chart& chart) : chart_(chart), end_(end_of(chart)) {}

  std::string draw() {
    frame();
    lanes();
    ticks();
    for (const ChartMark& mark : chart_.marks) draw_mark(mark);
    wrong_moment();
    return std::move(svg_) + "</svg></div>\n";
  }

 private:
  // The last moment, with a little air behind it.
  static double end_of(const Chart& chart) {
    microseconds last = chart.wrong_at.value_or(microseconds(0));
    for (const ChartMark& mark : chart.marks) last = std::max(last, mark.until);
    return std::max(1.0, static_cast<double>(last.count()) * 1.02);
  }

  double height() const {
    return kTop + kLaneHeight * static_cast<double>(chart_.lanes.size()) +
           kBottom;
  }
  double x(microseconds at) const {
    return kLeft +
           (kWidth - kLeft - kRight) * static_cast<double>(at.count()) / end_;
  }
  static double y(std::size_t lane) {
    return kTop + kLaneHeight * (static_cast<double>(lane) + 0.5);
  }

  void frame() {
    svg_ = fmt::format(
        "<div class=\"chart\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"What happened over time\">"
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" "
        "aria-label=\"{} moments on {} lanes\">\n",
        kWidth, height(), chart_.marks.size(), chart_.lanes.size());
  }

  void lanes() {
    for (std::size_t lane = 0; lane < chart_.lanes.size(); ++lane)
      svg_ += fmt::format(
          "<line class=\"lane\" x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" "
          "y2=\"{2:.1f}\"/><text class=\"name\" x=\"{3}\" y=\"{4:.1f}\">{5}"
          "</text>\n",
          kLeft, kWidth - kRight, y(lane), kLeft - 12, y(lane) + 4,
          escaped_markup(chart_.lanes[lane]));
  }

  // A handful of round times.
  void ticks() {
    constexpr std::array<double, 3> kSteps = {1, 2, 5};
    double step = 1;
    for (double power = 1; end_ / step > 8; power *= 10)
      for (const double digit : kSteps)
        if (end_ / step > 8) step = digit * power;
    const double bottom = height() - kBottom;
    for (double at = 0; at <= end_; at += step) {
      const microseconds time(static_cast<std::int64_t>(at));
      svg_ += fmt::format(
          "<line class=\"tick\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" "
          "y2=\"{2}\"/><text class=\"time\" x=\"{0:.1f}\" y=\"{3}\">{4}"
          "</text>\n",
          x(time), kTop, bottom, bottom + 15, short_time(time));
    }
  }

  void draw_mark(const ChartMark& mark) {
    const double left = x(mark.at);
    const double right = x(mark.until);
    std::string title =
        fmt::format("{} s: {}", seconds(mark.at), escaped_markup(mark.text));
    if (mark.count > 1)
      title += fmt::format(", and {} more until {} s", mark.count - 1,
                           seconds(mark.until));
    svg_ += fmt::format(
        "<rect class=\"mark {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
        "height=\"{}\" rx=\"{}\"><title>{}</title></rect>\n",
        to_string(mark.tone), left - kRadius, y(mark.lane) - kRadius,
        right - left + 2 * kRadius, 2 * kRadius,
        mark.tone == MarkTone::kBreak ? 1.0 : kRadius, title);
  }

  void wrong_moment() {
    if (!chart_.wrong_at) return;
    const double at = x(*chart_.wrong_at);
    const bool is_right_half = at > kWidth / 2;
    svg_ += fmt::format(
        "<line class=\"wrong\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" "
        "y2=\"{2}\"/><text class=\"wrong\" x=\"{3:.1f}\" y=\"{4}\" "
        "text-anchor=\"{5}\">here it went wrong, at {6} s</text>\n",
        at, kTop - 8, height() - kBottom, at + (is_right_half ? -6 : 6),
        kTop - 10, is_right_half ? "end" : "start", seconds(*chart_.wrong_at));
  }

  const Chart& chart_;
  // In microseconds.
  double end_;
  std::string svg_;
};

}  // namespace

std::string chart_as_svg(const Chart& chart) {
  if (chart.lanes.empty() || chart.marks.empty()) return "";
  return Drawer(chart).draw();
}

}  // namespace chefs::conformance
