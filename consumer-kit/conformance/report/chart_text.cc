#include "consumer-kit/conformance/report/chart_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace chefs::conformance {
namespace {

using std::chrono::microseconds;

ChartLine line_of(const Chart& chart, const ChartMark& mark) {
  std::string text = mark.text;
  if (mark.count > 1)
    text += fmt::format(", and {} more until {} s", mark.count - 1,
                        seconds(mark.until));
  return {.time = seconds(mark.at),
          .lane = chart.lanes.at(mark.lane),
          .text = std::move(text),
          .tone = mark.tone};
}

ChartLine left_out(std::size_t count) {
  return {.text = fmt::format("… {} more", count)};
}

// Index of the line that stands first at or behind the wrong moment.
std::size_t wrong_index(const Chart& chart) {
  const auto found = std::ranges::find_if(
      chart.marks, [&](const ChartMark& m) { return m.at > *chart.wrong_at; });
  return static_cast<std::size_t>(found - chart.marks.begin());
}

}  // namespace

std::vector<ChartLine> chart_as_lines(const Chart& chart, std::size_t limit) {
  std::vector<ChartLine> all;
  for (const ChartMark& mark : chart.marks) all.push_back(line_of(chart, mark));
  std::size_t center = all.size();
  if (chart.wrong_at) {
    center = wrong_index(chart);
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(center),
               {.time = seconds(*chart.wrong_at),
                .lane = "",
                .text = "here it went wrong",
                .tone = MarkTone::kBad,
                .is_wrong = true});
  }
  if (all.size() <= limit) return all;
  const std::size_t head = limit / 3;
  const std::size_t tail = limit - head;
  // As much before the moment as behind it.
  const std::size_t begin =
      std::clamp(center > tail * 2 / 3 ? center - tail * 2 / 3 : 0, head,
                 all.size() - tail);
  std::vector<ChartLine> lines(all.begin(),
                               all.begin() + static_cast<std::ptrdiff_t>(head));
  if (begin > head) lines.push_back(left_out(begin - head));
  lines.insert(lines.end(), all.begin() + static_cast<std::ptrdiff_t>(begin),
               all.begin() + static_cast<std::ptrdiff_t>(begin + tail));
  if (begin + tail < all.size())
    lines.push_back(left_out(all.size() - begin - tail));
  return lines;
}

std::string_view to_string(MarkTone tone) {
  switch (tone) {
    case MarkTone::kPlain:
      return "plain";
    case MarkTone::kGood:
      return "good";
    case MarkTone::kBad:
      return "bad";
    case MarkTone::kBreak:
      break;
  }
  return "break";
}

std::string seconds(microseconds time) {
  return fmt::format("{:.3f}", static_cast<double>(time.count()) / 1e6);
}

std::string axis_time(microseconds time, microseconds span) {
  const auto count = static_cast<double>(time.count());
  if (span >= std::chrono::seconds(1))
    return fmt::format("{:g} s", count / 1e6);
  if (span >= std::chrono::milliseconds(1))
    return fmt::format("{:g} ms", count / 1e3);
  return fmt::format("{:g} µs", count);
}

}  // namespace chefs::conformance
