#include "consumer-kit/conformance/timeline/timeline.h"

#include <array>
#include <utility>

namespace chefs::conformance {
namespace {

constexpr std::string_view kSubmission = " submission=";
constexpr std::string_view kPlaintext = " plaintext=";
constexpr std::string_view kDraft = " draft=";
constexpr std::string_view kTrue = "true";
constexpr std::string_view kFalse = "false";

// What stands behind the label, up to the next space.
std::string value_of(std::string_view text, std::string_view label) {
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + label.size());
  return std::string(text.substr(0, text.find(' ')));
}

// A word that may be put between spaces.
std::string in_one_word(std::string_view text) {
  std::string word(text);
  for (char& c : word)
    if (c == ' ') c = '_';
  return word;
}

constexpr std::array<std::pair<EventKind, std::string_view>, 32> kKinds = {{
    {EventKind::kPublished, "published"},
    {EventKind::kStarted, "started"},
    {EventKind::kSignalled, "signalled"},
    {EventKind::kExited, "exited"},
    {EventKind::kFault, "fault"},
    {EventKind::kServer, "server"},
    {EventKind::kAwaited, "awaited"},
    {EventKind::kGaveUp, "gave-up"},
    {EventKind::kMarked, "marked"},
    {EventKind::kApiAsked, "api-asked"},
    {EventKind::kReported, "reported"},
    {EventKind::kBadReport, "bad-report"},
    {EventKind::kNotice, "notice"},
    {EventKind::kConnected, "connected"},
    {EventKind::kRefused, "refused"},
    {EventKind::kLoggedIn, "logged-in"},
    {EventKind::kServerSaidError, "server-said-error"},
    {EventKind::kSubscribed, "subscribed"},
    {EventKind::kUnsubscribed, "unsubscribed"},
    {EventKind::kAsked, "asked"},
    {EventKind::kAnswered, "answered"},
    {EventKind::kSent, "sent"},
    {EventKind::kDelivered, "delivered"},
    {EventKind::kCutOff, "cut-off"},
    {EventKind::kPullEnded, "pull-ended"},
    {EventKind::kAcked, "acked"},
    {EventKind::kPinged, "pinged"},
    {EventKind::kPonged, "ponged"},
    {EventKind::kClosed, "closed"},
    {EventKind::kAdvisory, "advisory"},
    {EventKind::kDurable, "durable"},
    {EventKind::kConnz, "connz"},
}};

}  // namespace

std::string_view to_string(EventKind kind) {
  for (const auto& [known, word] : kKinds)
    if (known == kind) return word;
  return "";
}

std::optional<EventKind> parse_event_kind(std::string_view word) {
  for (const auto& [kind, known] : kKinds)
    if (known == word) return kind;
  return std::nullopt;
}

std::string_view to_string(AckKind kind) {
  switch (kind) {
    case AckKind::kAck:
      return "ack";
    case AckKind::kNak:
      return "nak";
    case AckKind::kTerm:
      return "term";
    case AckKind::kProgress:
      return "progress";
    case AckKind::kNext:
      return "next";
  }
  return "";
}

std::string as_text(const Report& report) {
  std::string text = in_one_word(report.outcome);
  if (!report.submission_id.empty())
    text.append(kSubmission).append(in_one_word(report.submission_id));
  if (!report.plaintext_sha256.empty())
    text.append(kPlaintext).append(in_one_word(report.plaintext_sha256));
  if (report.draft) text.append(kDraft).append(*report.draft ? kTrue : kFalse);
  return text;
}

Report parse_report_text(std::uint64_t sequence, std::string_view text) {
  Report report{.sequence = sequence,
                .outcome = std::string(text.substr(0, text.find(' '))),
                .submission_id = value_of(text, kSubmission),
                .plaintext_sha256 = value_of(text, kPlaintext)};
  const std::string draft = value_of(text, kDraft);
  if (!draft.empty()) report.draft = draft == kTrue;
  return report;
}

Report report_of(const Timeline& timeline, const TimelineEvent& event) {
  Report report = parse_report_text(event.sequence, event.text);
  const PublishedMessage* published = timeline.messages.find(event.sequence);
  if (published == nullptr) return report;
  if ((event.count & kSaidSubmission) != 0)
    report.submission_id = published->submission_id;
  if ((event.count & kSaidPlaintext) != 0)
    report.plaintext_sha256 = published->plaintext_sha256;
  return report;
}

}  // namespace chefs::conformance
