// What a run has done so far, kept where the end of its process does not reach
// it: written by the process that runs the cases, read by the one that started
// it when that one is gone. Complete up to the last entry, however it ended.
//
//   RunJournal journal(cases.size());  // then fork()
//   journal.begin(3);                  // in the child, on any thread
//   journal.end(3, result);
//   const RunSoFar done = journal.read();  // in the parent
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string_view>
#include <vector>

#include "base/file_descriptor.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// By the number of the case.
struct RunSoFar {
  // Without their `info`, which the catalogue has.
  std::map<std::size_t, CaseResult> ended;
  std::set<std::size_t> running;
};

// Throws EnvironmentError if there is no room for it.
class RunJournal {
 public:
  explicit RunJournal(std::size_t cases);

  void begin(std::size_t number);
  void end(std::size_t number, const CaseResult& result);
  // It ended once more, and nothing else came of it.
  void end_again(std::size_t number);

  RunSoFar read() const;

 private:
  void write(std::size_t at, std::string_view bytes);

  std::size_t cases_;
  std::mutex mutex_;
  // In memory that the kernel keeps: a letter for each case, then a line for
  // each result.
  base::FileDescriptor file_;
  std::size_t size_;
};

// The report of a run whose process crashed: what had ended by then, and which
// cases were running. Fills cases and notes. `infos` are of all cases that were
// to be run, by number.
void report_crash(RunReport& report, const std::vector<CaseInfo>& infos,
                  RunSoFar done, int signal);

}  // namespace chefs::conformance
