// Where the reports of a run are to be written, in which form.
//
//   ReportFiles files({"json=out.json", "badge=badge.svg"});   // before the
//   run files.write(report);                                       // after it
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

enum class ReportForm { kJson, kJunit, kHtml, kBadge };

class ReportFiles {
 public:
  // Each a form and a path: "json=…", "junit=…", "html=…", "badge=….svg" or
  // "badge=….json". Throws std::invalid_argument for anything else, and
  // base::EnvironmentError if a path cannot be written: better now than
  // after the run.
  explicit ReportFiles(const std::vector<std::string>& specifications);
  ~ReportFiles();
  ReportFiles(const ReportFiles&) = delete;
  ReportFiles& operator=(const ReportFiles&) = delete;

  // Throws base::EnvironmentError. Files appear whole or not at all.
  void write(const RunReport& report);

 private:
  struct Target {
    ReportForm form;
    std::filesystem::path path;
    // Written first, then renamed.
    std::filesystem::path draft;
  };

  std::vector<Target> targets_;
};

}  // namespace chefs::conformance
