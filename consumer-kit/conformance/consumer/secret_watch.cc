#include "consumer-kit/conformance/consumer/secret_watch.h"

#include <algorithm>
#include <utility>

#include "consumer-kit/conformance/process/secret_search.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kHidden = "[hidden]";

// Fills `secret_of_pattern` in the same order.
std::vector<std::string> patterns_of(
    const std::vector<WatchedSecret>& secrets,
    std::vector<std::size_t>& secret_of_pattern) {
  std::vector<std::string> patterns;
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    for (std::string& spelling : spellings_of(secrets[i].text.reveal())) {
      patterns.push_back(std::move(spelling));
      secret_of_pattern.push_back(i);
    }
  }
  return patterns;
}

}  // namespace

SecretWatch::SecretWatch(std::vector<WatchedSecret> secrets)
    : secrets_(std::move(secrets)),
      search_(patterns_of(secrets_, secret_of_pattern_)) {}

void SecretWatch::note(std::size_t pattern, const std::string& where) {
  const std::string& what = secrets_[secret_of_pattern_[pattern]].what;
  const bool is_known =
      std::ranges::any_of(found_, [&](const FoundSecret& known) {
        return known.what == what && known.where == where;
      });
  if (!is_known) found_.push_back({what, where});
}

void SecretWatch::read(const std::string& where, std::string_view chunk) {
  search_.read(places_[where], chunk,
               [&](std::size_t pattern) { note(pattern, where); });
}

void SecretWatch::read_whole(const std::string& where, std::string_view text) {
  AhoCorasick::Place place = 0;
  search_.read(place, text, [&](std::size_t pattern) { note(pattern, where); });
}

std::string SecretWatch::redacted(std::string text) const {
  for (const WatchedSecret& secret : secrets_) {
    const std::string_view hidden = secret.text.reveal();
    if (hidden.empty()) continue;
    for (std::size_t at = 0; (at = text.find(hidden, at)) != std::string::npos;)
      text.replace(at, hidden.size(), kHidden);
  }
  return text;
}

}  // namespace chefs::conformance
