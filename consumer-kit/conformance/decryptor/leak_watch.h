// Collects the secrets that were seen in the output of a run, and charges them
// to the cases that watch for them: Watch in decryptor_check.h.
// Thread-safe while it collects.
#pragma once

#include <compare>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/decryptor_judge.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// The check that a watching case gets when a leak is seen outside of its own
// checks. Baselines may name it.
inline constexpr std::string_view kElsewhere = "elsewhere";

class LeakWatch {
 public:
  // `check` is "case-id:check".
  void keep(const std::string& check, std::vector<Leak> leaks);

  // `results` are those of `cases`, in the same order.
  void charge(const std::vector<DecryptorCase>& cases,
              std::vector<CaseResult>& results) const;
  // A sentence for each kind of leak that no case of the run watches for.
  std::vector<std::string> unwatched(
      const std::vector<DecryptorCase>& cases) const;

 private:
  struct Seen {
    std::string check;
    Watch watch;
    auto operator<=>(const Seen&) const = default;
  };

  void charge_case(Watch watch, CaseResult& result) const;

  std::mutex mutex_;
  // Once for each check and kind, however often it is asked.
  std::map<Seen, Leak> seen_;
};

}  // namespace chefs::conformance
