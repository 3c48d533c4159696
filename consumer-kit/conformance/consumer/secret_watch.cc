#include "consumer-kit/conformance/consumer/secret_watch.h"

#include <algorithm>
#include <utility>

#include "consumer-kit/conformance/process/secret_search.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kHidden = "[hidden]";

// Fills `secret_of_needle` in the same order.
std::vector<std::string> needles_of(
    const std::vector<WatchedSecret>& secrets,
    std::vector<std::size_t>& secret_of_needle) {
  std::vector<std::string> needles;
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    for (std::string& spelling : spellings_of(secrets[i].text.reveal())) {
      needles.push_back(std::move(spelling));
      secret_of_needle.push_back(i);
    }
  }
  return needles;
}

}  // namespace

SecretWatch::SecretWatch(std::vector<WatchedSecret> secrets)
    : secrets_(std::move(secrets)),
      search_(needles_of(secrets_, secret_of_needle_)) {}

void SecretWatch::note(std::size_t needle, const std::string& where) {
  const std::string& what = secrets_[secret_of_needle_[needle]].what;
  const bool is_known =
      std::ranges::any_of(found_, [&](const FoundSecret& known) {
        return known.what == what && known.where == where;
      });
  if (!is_known) found_.push_back({what, where});
}

void SecretWatch::read(const std::string& where, std::string_view chunk) {
  search_.read(places_[where], chunk,
               [&](std::size_t needle) { note(needle, where); });
}

void SecretWatch::read_whole(const std::string& where, std::string_view text) {
  NeedleSearch::Place place = 0;
  search_.read(place, text, [&](std::size_t needle) { note(needle, where); });
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
