// Looks for a case's secrets in all that its program lets out: what it prints,
// chunk by chunk, and its arguments. Also hides them in what is kept.
// One thread at a time.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/process/aho_corasick.h"
#include "consumer-kit/conformance/timeline/timeline.h"
#include "contract/secret.h"

namespace chefs::conformance {

struct WatchedSecret {
  // "the NKey seed", "a form's key", "a plaintext"
  std::string what;
  contract::Secret text;
};

class SecretWatch {
 public:
  explicit SecretWatch(std::vector<WatchedSecret> secrets);

  // A stretch of a stream, in order; `where` names the stream, e.g. "on
  // standard output". Also finds what several stretches hold together.
  void read(const std::string& where, std::string_view chunk);
  // A text by itself.
  void read_whole(const std::string& where, std::string_view text);

  const std::vector<FoundSecret>& found() const { return found_; }
  // As text only: that is how a log holds them.
  std::string redacted(std::string text) const;

 private:
  void note(std::size_t pattern, const std::string& where);

  std::vector<WatchedSecret> secrets_;
  // Of each spelling that is looked for: index of the secret.
  std::vector<std::size_t> secret_of_pattern_;
  AhoCorasick search_;
  std::map<std::string, AhoCorasick::Place> places_;
  std::vector<FoundSecret> found_;
};

}  // namespace chefs::conformance
