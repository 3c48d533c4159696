#include "consumer-kit/conformance/consumer/secret_watch.h"

#include <algorithm>
#include <utility>

#include "consumer-kit/conformance/process/secret_search.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kHidden = "[hidden]";

// A text this long of which a few characters are masked is as good as shown.
constexpr std::size_t kMaskedSecretChars = 32;

// Whoever shows three quarters of a secret in one piece shows one of these.
std::vector<std::string_view> stretches_of(std::string_view secret) {
  if (secret.size() < kMaskedSecretChars) return {};
  const std::size_t length = secret.size() * 5 / 8;
  std::vector<std::string_view> stretches;
  for (std::size_t eighth = 0; eighth <= 3; ++eighth)
    stretches.push_back(secret.substr(secret.size() * eighth / 8, length));
  return stretches;
}

void hide(std::string_view secret, std::string& text) {
  for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos;)
    text.replace(at, secret.size(), kHidden);
}

// Fills `secret_of_pattern` in the same order.
std::vector<std::string> patterns_of(
    const std::vector<WatchedSecret>& secrets,
    std::vector<std::size_t>& secret_of_pattern) {
  std::vector<std::string> patterns;
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    const std::string_view secret = secrets[i].text.reveal();
    for (std::string& spelling : spellings_of(secret))
      patterns.push_back(std::move(spelling));
    for (const std::string_view stretch : stretches_of(secret))
      patterns.emplace_back(stretch);
    secret_of_pattern.resize(patterns.size(), i);
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
    hide(hidden, text);
    for (const std::string_view stretch : stretches_of(hidden))
      hide(stretch, text);
  }
  return text;
}

}  // namespace chefs::conformance
