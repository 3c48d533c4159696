#include "consumer-kit/conformance/report/report_files.h"

#include <fmt/format.h>
#include <string.h>

#include <cerrno>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "base/environment_error.h"
#include "consumer-kit/conformance/report/report_badge.h"
#include "consumer-kit/conformance/report/report_html.h"
#include "consumer-kit/conformance/report/report_json.h"
#include "consumer-kit/conformance/report/report_junit.h"
#include "contract/js_json.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;

std::optional<ReportForm> form_named(std::string_view name) {
  if (name == "json") return ReportForm::kJson;
  if (name == "junit") return ReportForm::kJunit;
  if (name == "html") return ReportForm::kHtml;
  if (name == "badge") return ReportForm::kBadge;
  return std::nullopt;
}

std::string rendered(const RunReport& report, ReportForm form,
                     const fs::path& path) {
  switch (form) {
    case ReportForm::kJson:
      return contract::stringify(report_as_json(report)) + "\n";
    case ReportForm::kJunit:
      return report_as_junit(report);
    case ReportForm::kHtml:
      return report_as_html(report);
    case ReportForm::kBadge:
      break;
  }
  return path.extension() == ".json"
             ? contract::stringify(badge_as_json(report)) + "\n"
             : badge_as_svg(report);
}

// Special files, e.g. /dev/stdout, are written in place.
bool is_written_in_place(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error) && !fs::is_regular_file(path, error);
}

void write_file(const fs::path& path, const std::string& text,
                const fs::path& asked_for) {
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file)
    throw base::EnvironmentError(
        fmt::format("cannot write the report {}: {}", asked_for.string(),
                    errno != 0 ? strerror(errno) : "the disk may be full"));
}

}  // namespace

ReportFiles::ReportFiles(const std::vector<std::string>& specifications) {
  for (const std::string& specification : specifications) {
    const std::size_t sign = specification.find('=');
    const auto form = form_named(specification.substr(0, sign));
    if (!form || sign == std::string::npos || sign + 1 == specification.size())
      throw std::invalid_argument(fmt::format(
          "--report '{}' is not json=FILE, junit=FILE, html=FILE or badge=FILE",
          specification));
    const fs::path path = specification.substr(sign + 1);
    targets_.push_back(
        {*form, path,
         is_written_in_place(path) ? path : fs::path(path.string() + ".part")});
    write_file(targets_.back().draft, "", path);
  }
}

ReportFiles::~ReportFiles() {
  std::error_code ignored;
  for (const Target& target : targets_)
    if (target.draft != target.path) fs::remove(target.draft, ignored);
}

void ReportFiles::write(const RunReport& report) {
  for (const Target& target : targets_) {
    write_file(target.draft, rendered(report, target.form, target.path),
               target.path);
    if (target.draft != target.path) fs::rename(target.draft, target.path);
  }
}

}  // namespace chefs::conformance
