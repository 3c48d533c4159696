// What a consumer prints: many lines, each a report, a notice, or log.
#include "consumer-kit/conformance/consumer/report_line.h"

#include <variant>

#include "contract/js_json_parse.h"
#include "contract/json.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace conformance;

void check(std::string_view line) {
  const ReportLine read = read_report_line(line);
  if (const auto* bad = std::get_if<BadReportLine>(&read)) {
    require(!bad->why.empty(), "a bad report has a reason");
  }
  const auto* report = std::get_if<Report>(&read);
  if (report == nullptr) return;
  require(report->sequence >= 1, "a report's sequence is a number from 1");
  require(!report->outcome.empty(), "a report has an outcome");
  std::string_view text = line;
  while (text.ends_with('\r') || text.ends_with(' ')) text.remove_suffix(1);
  const auto parsed = contract::parse_js_json(text);
  const auto* object = std::get_if<contract::Json>(&parsed);
  require(object != nullptr && object->is_object(), "a report is an object");
  require(object->contains("chefs") && object->contains("seq"),
          "a report says that it is one, and of what");
}

}  // namespace

void run(std::string_view text) {
  Input input(text);
  do {
    check(input.line());
  } while (!input.is_empty());
}

}  // namespace chefs::fuzz
