#include "producer/event/load_plan.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "producer/event/size_target.h"

namespace chefs::producer {
namespace {

// More would be needed only to change very old submissions.
constexpr std::size_t kMaxOpen = 256;

std::uint32_t* weight_named(Mix& mix, std::string_view name) {
  if (name == "published") return &mix.published;
  if (name == "unpublished") return &mix.unpublished;
  if (name == "created") return &mix.created;
  if (name == "changed") return &mix.changed;
  if (name == "deleted") return &mix.deleted;
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

OccurrenceKind LoadPlan::pick_kind() {
  std::uint64_t draw = random_.below(options_.mix.total());
  const auto falls_into = [&draw](std::uint32_t weight) {
    if (draw < weight) return true;
    draw -= weight;
    return false;
  };
  if (falls_into(options_.mix.published)) return OccurrenceKind::kFormPublished;
  if (falls_into(options_.mix.unpublished)) {
    return OccurrenceKind::kFormUnpublished;
  }
  if (falls_into(options_.mix.changed)) {
    return OccurrenceKind::kSubmissionChanged;
  }
  if (falls_into(options_.mix.deleted)) {
    return OccurrenceKind::kSubmissionDeleted;
  }
  return OccurrenceKind::kSubmissionCreated;
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

Occurrence LoadPlan::change() {
  Open& open = open_[random_.below(open_.size())];
  return maker_.submission_changed(forms_[open.form], open.submission, false);
}

Occurrence LoadPlan::remove() {
  std::swap(open_[random_.below(open_.size())], open_.back());
  Open open = std::move(open_.back());
  open_.pop_back();
  return maker_.submission_deleted(forms_[open.form], open.submission);
}

// There must be a submission before one can change.
Occurrence LoadPlan::happen(OccurrenceKind kind) {
  switch (kind) {
    case OccurrenceKind::kFormPublished:
      return maker_.form_published(forms_[pick_form()]);
    case OccurrenceKind::kFormUnpublished:
      return maker_.form_unpublished(forms_[pick_form()]);
    case OccurrenceKind::kSubmissionChanged:
      return open_.empty() ? create() : change();
    case OccurrenceKind::kSubmissionDeleted:
      return open_.empty() ? create() : remove();
    case OccurrenceKind::kSubmissionCreated:
      break;
  }
  return create();
}

std::optional<Planned> LoadPlan::next() {
  if (given_ >= options_.occurrences) return std::nullopt;
  ++given_;
  Occurrence occurrence = happen(pick_kind());
  occurrence.size_check = options_.size_check;
  if (options_.message_bytes && occurrence.submission) {
    fit_message_bytes(occurrence, *options_.message_bytes, padded_);
  }
  return occurrence;
}

}  // namespace chefs::producer
