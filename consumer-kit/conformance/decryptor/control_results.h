// The questions whose answers give other answers their worth, each asked once
// a run: controls (must be accepted) and counterparts (must not give the same
// text). See docs/decisions/0060. Thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"
#include "consumer-kit/conformance/decryptor/decryptor_check.h"

namespace chefs::conformance {

class ControlResults {
 public:
  // Returns the number of the entry, shared with those who need the same.
  std::size_t need_accepted(DecryptorControl control);
  // The same data with another digit in its tag must not give the plaintext.
  std::size_t need_refused_counterpart(DecryptorControl control);
  // A check has shown it already: no need to ask again.
  void settle_accepted(std::string_view key, std::string_view data);

  // The entries that have to be asked. Not while others are added.
  std::vector<std::size_t> unsettled() const;
  void ask(std::size_t number, DecryptorAdapter& adapter);
  bool is_shown(std::size_t number) const;

 private:
  enum class Need { kAccepted, kRefused };
  struct Entry {
    DecryptorControl control;
    Need need;
    bool is_asked = false;
    bool is_shown = false;
  };

  std::size_t add(DecryptorControl control, Need need);

  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> numbers_;
  std::vector<Entry> entries_;
  std::map<std::string, bool> settled_;
};

// The last digit of the tag changed; the data as it is if it is too short.
std::string with_changed_tag(std::string data);

}  // namespace chefs::conformance
