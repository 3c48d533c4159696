#include "producer/event/load_plan.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "producer/event/size_target.h"

namespace chefs::producer {
namespace {

using contract::EventRow;
using contract::EventType;

// More would be needed only to change very old submissions.
constexpr std::size_t kMaxOpen = 256;

struct Share {
  std::string_view name;
  std::uint32_t Mix::*weight;
  EventType type;
};

constexpr std::array kShares = {
    Share{"published", &Mix::published, EventType::kFormPublished},
    Share{"unpublished", &Mix::unpublished, EventType::kFormUnpublished},
    Share{"changed", &Mix::changed, EventType::kSubmissionChanged},
    Share{"deleted", &Mix::deleted, EventType::kSubmissionDeleted},
    Share{"created", &Mix::created, EventType::kSubmissionCreated}};

std::uint32_t* weight_named(Mix& mix, std::string_view name) {
  for (const Share& share : kShares) {
    if (share.name == name) return &(mix.*share.weight);
  }
  return nullptr;
}

// What is wrong with "name=weight", if anything.
std::string read_share(std::string_view share, Mix& mix) {
  const std::size_t equals = share.find('=');
  std::uint32_t* weight = weight_named(mix, share.substr(0, equals));
  if (weight == nullptr) {
    return fmt::format(
        "\"{}\" is no kind of occurrence; there are published, "
        "unpublished, created, changed and deleted",
        share.substr(0, equals));
  }
  const std::string_view number =
      equals == std::string_view::npos ? "" : share.substr(equals + 1);
  const char* const end = number.data() + number.size();
  const auto [stopped, fault] = std::from_chars(number.data(), end, *weight);
  if (fault == std::errc() && stopped == end && *weight <= 1'000'000) return {};
  return fmt::format(
      "expected {}=NUMBER with a number up to 1000000, found "
      "\"{}\"",
      share.substr(0, equals), share);
}

}  // namespace

std::variant<Mix, std::string> parse_mix(std::string_view text) {
  Mix mix{0, 0, 0, 0, 0};
  while (true) {
    const std::size_t comma = text.find(',');
    std::string fault = read_share(text.substr(0, comma), mix);
    if (!fault.empty()) return fault;
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (mix.total() == 0) return "every kind has the weight 0";
  return mix;
}

LoadPlan::LoadPlan(LoadPlanOptions options)
    : options_(std::move(options)),
      factory_(options_.seed, *options_.clock),
      maker_(factory_, *options_.clock, options_.profile),
      random_(options_.seed, "load") {
  if (options_.shared_key.empty()) {
    options_.shared_key = generated_key(options_.seed, kSharedKeyName);
  }
  for (std::uint64_t i = 0; i < options_.forms; ++i) {
    const std::string& source = options_.sources[i % options_.sources.size()];
    FormSettings settings;
    settings.source = source;
    settings.streams = options_.streams;
    settings.metadata = options_.metadata;
    settings.encryption_key = source == options_.sources.front()
                                  ? options_.shared_key
                                  : generated_key(options_.seed, source);
    forms_.push_back(factory_.make_form({.name = fmt::format("form-{}", i + 1),
                                         .title = {},
                                         .settings = std::move(settings)}));
  }
}

RunKeys LoadPlan::keys() const {
  RunKeys keys;
  keys.source = options_.sources.front();
  keys.shared_key = options_.shared_key;
  for (const Form& form : forms_) {
    if (form.settings->source != keys.source) continue;
    keys.forms.push_back({.form_id = form.id(),
                          .form_name = form.name,
                          .encryption_key = options_.shared_key,
                          .api_key = form.api_key});
  }
  return keys;
}

EventType LoadPlan::pick_type() {
  std::uint64_t draw = random_.below(options_.mix.total());
  for (const Share& share : kShares) {
    const std::uint32_t weight = options_.mix.*share.weight;
    if (draw < weight) return share.type;
    draw -= weight;
  }
  throw std::logic_error("a mix is less than its total");
}

std::size_t LoadPlan::pick_form() {
  return static_cast<std::size_t>(random_.below(forms_.size()));
}

Occurrence LoadPlan::create() {
  const std::size_t form = pick_form();
  Occurrence occurrence = maker_.submission_created(forms_[form], false);
  if (open_.size() < kMaxOpen) {
    open_.push_back({form, *occurrence.submission});
  } else {
    Open& slot = open_[random_.below(kMaxOpen)];
    slot.form = form;
    slot.submission = *occurrence.submission;
  }
  return occurrence;
}

Occurrence LoadPlan::change(EventType type) {
  Open& open = open_[random_.below(open_.size())];
  return maker_.submission_event(type, forms_[open.form], open.submission,
                                 false);
}

Occurrence LoadPlan::remove(EventType type) {
  std::swap(open_[random_.below(open_.size())], open_.back());
  Open open = std::move(open_.back());
  open_.pop_back();
  return maker_.submission_event(type, forms_[open.form], open.submission, {});
}

// There must be a submission before one can change.
Occurrence LoadPlan::happen(EventType type) {
  switch (entry_of(type).row) {
    case EventRow::kPublishedForm:
    case EventRow::kUnpublishedForm:
      return maker_.form_event(type, forms_[pick_form()]);
    case EventRow::kChangedSubmission:
      return open_.empty() ? create() : change(type);
    case EventRow::kDeletedSubmission:
      return open_.empty() ? create() : remove(type);
    case EventRow::kNewSubmission:
      break;
  }
  return create();
}

std::optional<Planned> LoadPlan::next() {
  if (given_ >= options_.occurrences) return std::nullopt;
  ++given_;
  Occurrence occurrence = happen(pick_type());
  occurrence.size_check = options_.size_check;
  if (options_.message_bytes && occurrence.submission) {
    fit_message_bytes(occurrence, *options_.message_bytes, padded_);
  }
  return occurrence;
}

}  // namespace chefs::producer
