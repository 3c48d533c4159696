#include "cli/conform/case_watch.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/help.h"
#include "consumer-kit/conformance/consumer/event_words.h"
#include "consumer-kit/conformance/report/chart_text.h"

namespace chefs::cli {
namespace {

using namespace conformance;

std::string_view who(EventKind kind) {
  const bool is_fault = kind == EventKind::kFault || kind == EventKind::kGaveUp;
  return is_fault ? "!" : who_of(kind);
}

}  // namespace

std::string CaseWatch::line(const TimelineEvent& event) {
  if (event.kind == EventKind::kPublished)
    known_.messages.add({.name = event.text, .sequence = event.sequence});
  std::string line =
      fmt::format("{:>8}  {:<7}  {}", seconds(event.at), who(event.kind),
                  base::printable(words_of(known_, event)));
  // Subjects and JSON are ASCII; what is not is cut within a character at
  // worst, and shown as such.
  if (line.size() > kColumns) line = line.substr(0, kColumns - 3) + "...";
  return line;
}

}  // namespace chefs::cli
