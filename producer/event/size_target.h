// Makes an event's message take an exact number of bytes, so that both sides
// of a size limit can be shown. Not the limit itself (contract/size_rule.h).
//
// A PRIVATE message is filled inside its submission. Sealed text always has an
// even number of digits, so where the rest leaves an odd number, formMetadata
// gets a member "padding". A message that is PUBLIC alone has no payload and is
// filled by that member only.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "producer/event/occurrence.h"

namespace chefs::producer {

// The message cannot be that small; the text tells the smallest size.
class SizeCannotBeMet : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

// What the length of a submission's PUBLIC message depends on, and the length
// wanted. Ids and times have one length each.
struct FittedMessage {
  std::shared_ptr<const FormSettings> settings;
  std::shared_ptr<const FormVersion> version;
  contract::EventType type;
  contract::Profile profile;
  std::optional<bool> draft;
  std::int64_t message_bytes;

  auto operator<=>(const FittedMessage&) const = default;
};

// Forms' settings with a padding of so many characters in their metadata, and
// how many a message took; kept for the next one alike. Not thread-safe.
class PaddedSettings {
 public:
  using Settings = std::shared_ptr<const FormSettings>;

  Settings pad(const Settings& settings, std::int64_t characters);
  void remember(const FittedMessage& message, std::int64_t characters);
  std::optional<std::int64_t> known_padding(const FittedMessage& message) const;

 private:
  std::map<std::pair<Settings, std::int64_t>, Settings> made_;
  std::map<FittedMessage, std::int64_t> known_;
};

// For submission occurrences. Measures the PRIVATE message as it is before the
// size rule; the PUBLIC one if the form sends no other.
void fit_message_bytes(Occurrence& occurrence, std::int64_t message_bytes);
// The same for many occurrences of few forms.
void fit_message_bytes(Occurrence& occurrence, std::int64_t message_bytes,
                       PaddedSettings& padded);

}  // namespace chefs::producer
