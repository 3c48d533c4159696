#include "producer/event/size_target.h"

#include <fmt/format.h>

#include <string>

#include "contract/cryptr.h"
#include "contract/event.h"
#include "producer/generator/jsonb.h"
#include "producer/generator/rows.h"

namespace chefs::producer {
namespace {

constexpr const char* kPaddingKey = "padding";
// Copies of settings that are kept: small ones, and not of all forms of a run
// with very many.
constexpr std::size_t kMostKept = 256;
constexpr std::int64_t kMostCharactersKept = 4'096;
constexpr auto kSealOverheadBytes =
    static_cast<std::int64_t>(contract::kMinSealedHexDigits) / 2;

// Ids, dates and names take less than half of it: no need to make the smallest
// row and measure it.
constexpr std::int64_t kSurelyEnoughRowBytes = 1'000;

std::int64_t private_frame_bytes(const Occurrence& occurrence) {
  return static_cast<std::int64_t>(
      render_private_event(meta_of(occurrence), "").size());
}

std::int64_t public_message_bytes(const Occurrence& occurrence) {
  return static_cast<std::int64_t>(
      render_public_event(meta_of(occurrence)).size());
}

PaddedSettings::Settings make_padded(const FormSettings& settings,
                                     std::int64_t characters) {
  FormSettings padded = settings;
  padded.metadata[kPaddingKey] =
      std::string(static_cast<std::size_t>(characters), '-');
  padded.metadata = in_jsonb_order(std::move(padded.metadata));
  return std::make_shared<const FormSettings>(std::move(padded));
}

[[noreturn]] void refuse(std::string_view visibility, std::int64_t wanted,
                         std::int64_t smallest) {
  throw SizeCannotBeMet(
      fmt::format("cannot make a {} message of {} bytes: the smallest for this "
                  "form takes {} bytes",
                  visibility, wanted, smallest));
}

void fit_private(Occurrence& occurrence, std::int64_t message_bytes,
                 PaddedSettings& padded) {
  const PaddedSettings::Settings bare = occurrence.settings;
  std::int64_t frame_bytes = private_frame_bytes(occurrence);
  // The member's own name and quotes may shift the parity back.
  for (const std::int64_t padding : {1, 2}) {
    if ((message_bytes - frame_bytes) % 2 == 0) break;
    occurrence.settings = padded.pad(bare, padding);
    frame_bytes = private_frame_bytes(occurrence);
  }

  const std::int64_t row_bytes =
      (message_bytes - frame_bytes) / 2 - kSealOverheadBytes;
  if (row_bytes < kSurelyEnoughRowBytes) {
    const std::int64_t smallest_row_bytes =
        smallest_submission_row_bytes(*occurrence.submission);
    if (row_bytes < smallest_row_bytes) {
      refuse("PRIVATE", message_bytes,
             frame_bytes + 2 * (kSealOverheadBytes + smallest_row_bytes));
    }
  }
  occurrence.submission->row_bytes = row_bytes;
}

void fit_public(Occurrence& occurrence, std::int64_t message_bytes,
                PaddedSettings& padded) {
  const PaddedSettings::Settings bare = occurrence.settings;
  const FittedMessage message = {bare,
                                 occurrence.version,
                                 occurrence.type,
                                 occurrence.profile,
                                 occurrence.draft,
                                 message_bytes};
  if (const auto known = padded.known_padding(message)) {
    occurrence.settings = padded.pad(bare, *known);
    return;
  }
  if (public_message_bytes(occurrence) == message_bytes) return;

  occurrence.settings = padded.pad(bare, 0);
  const std::int64_t padded_bytes = public_message_bytes(occurrence);
  if (padded_bytes > message_bytes) {
    refuse("PUBLIC", message_bytes, padded_bytes);
  }
  const std::int64_t padding = message_bytes - padded_bytes;
  occurrence.settings = padded.pad(bare, padding);
  padded.remember(message, padding);
}

}  // namespace

PaddedSettings::Settings PaddedSettings::pad(const Settings& settings,
                                             std::int64_t characters) {
  if (characters > kMostCharactersKept) {
    return make_padded(*settings, characters);
  }
  if (made_.size() >= kMostKept) made_.clear();
  Settings& made = made_[{settings, characters}];
  if (!made) made = make_padded(*settings, characters);
  return made;
}

void PaddedSettings::remember(const FittedMessage& message,
                              std::int64_t characters) {
  if (known_.size() >= kMostKept) known_.clear();
  known_[message] = characters;
}

std::optional<std::int64_t> PaddedSettings::known_padding(
    const FittedMessage& message) const {
  const auto known = known_.find(message);
  if (known == known_.end()) return std::nullopt;
  return known->second;
}

void fit_message_bytes(Occurrence& occurrence, std::int64_t message_bytes) {
  PaddedSettings padded;
  fit_message_bytes(occurrence, message_bytes, padded);
}

void fit_message_bytes(Occurrence& occurrence, std::int64_t message_bytes,
                       PaddedSettings& padded) {
  if (occurrence.settings->streams.is_private_on) {
    fit_private(occurrence, message_bytes, padded);
  } else {
    fit_public(occurrence, message_bytes, padded);
  }
}

}  // namespace chefs::producer
