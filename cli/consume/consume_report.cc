#include "cli/consume/consume_report.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

#include "base/printable.h"
#include "base/utc_time.h"
#include "base/wrapped_text.h"
#include "cli/consume/gathered_output.h"
#include "cli/consume/json_line.h"
#include "cli/help.h"
#include "contract/hex.h"
#include "contract/subject.h"

namespace chefs::cli {
namespace {

using base::printable;
using consumer::Delivery;
using consumer::EventResult;
using consumer::Notice;
using consumer::NoticeKind;
using consumer::Outcome;
using consumer::RunEnd;
using contract::Json;

constexpr std::size_t kSubjectColumns = 44;
constexpr std::size_t kDetailIndent = 10;
// Of a form id, enough to tell a few forms apart.
constexpr std::size_t kShortIdCharacters = 8;

constexpr std::array kOutcomes = {Outcome::kProcessed,     Outcome::kRecovered,
                                  Outcome::kIgnored,       Outcome::kOversize,
                                  Outcome::kUndecryptable, Outcome::kInvalid};

std::string sha256_hex(std::string_view text) {
  std::array<std::byte, 32> digest{};
  EVP_Digest(text.data(), text.size(),
             reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             EVP_sha256(), nullptr);
  return contract::to_hex(digest);
}

std::string_view word_of(RunEnd end) {
  switch (end) {
    case RunEnd::kStopped:
      return "stopped";
    case RunEnd::kCount:
      return "count";
    case RunEnd::kDeadline:
      return "deadline";
    case RunEnd::kIdle:
      return "idle";
  }
  return "unknown";
}

std::string_view word_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kNotConnected:
      return "not-connected";
    case NoticeKind::kConnected:
      return "connected";
    case NoticeKind::kStarted:
      return "started";
    case NoticeKind::kDisconnected:
      return "disconnected";
    case NoticeKind::kReconnected:
      return "reconnected";
    case NoticeKind::kGap:
      return "gap";
    case NoticeKind::kServerError:
      return "server-error";
  }
  return "unknown";
}

std::string indented(std::string_view text) {
  return base::wrapped_text(text, kColumns, std::string(kDetailIndent, ' '));
}

class ReportForPeople final : public ConsumeReport {
 public:
  ReportForPeople(const ConsumeOptions& options, Output& out, Output& err)
      : options_(options), out_(out), events_(out), err_(err) {}

  void event(const Delivery& delivery, const EventResult& result) override {
    std::string text;
    if (!has_heading_) text += line("seq", "utc", "subject", "outcome");
    has_heading_ = true;
    const auto time =
        base::format_utc(std::chrono::floor<std::chrono::milliseconds>(
            delivery.info().stored_at));
    text += line(std::to_string(delivery.sequence()), time.substr(11, 8),
                 short_subject(delivery.subject(), kSubjectColumns),
                 to_string(result.outcome));
    if (!result.detail.empty()) {
      text += indented(printable(result.detail)) + "\n";
    }
    if (options_.show_payload && result.plaintext) {
      text += printable(*result.plaintext) + "\n";
    }
    events_.text(text);
  }

  void flush() override { events_.flush(); }

  void notice(const Notice& notice) override {
    flush();
    const std::string text = printable(notice.text);
    if (notice.kind == NoticeKind::kGap) return out_.line(indented(text));
    err_.line("chefs-mock consume: " + text);
  }

  void sum(const ConsumeSum& sum, RunEnd) override {
    flush();
    std::string text =
        fmt::format("{} event{}", sum.events, sum.events == 1 ? "" : "s");
    const char* separator = ": ";
    for (const auto outcome : kOutcomes) {
      const auto found = sum.by_outcome.find(outcome);
      if (found == sum.by_outcome.end()) continue;
      text +=
          fmt::format("{}{} {}", separator, found->second, to_string(outcome));
      separator = ", ";
    }
    if (sum.discarded > 0) {
      text +=
          fmt::format("; {} discarded before they were read", sum.discarded);
    }
    out_.line(base::wrapped_text(text, kColumns));
  }

 private:
  static std::string line(std::string_view sequence, std::string_view time,
                          std::string_view subject, std::string_view outcome) {
    return fmt::format("{:>7}  {:<8}  {:<{}}  {}\n", sequence, time, subject,
                       kSubjectColumns, outcome);
  }

  const ConsumeOptions& options_;
  Output& out_;
  GatheredOutput events_;
  Output& err_;
  bool has_heading_ = false;
};

class ReportAsJson final : public ConsumeReport {
 public:
  ReportAsJson(const ConsumeOptions& options, Output& out)
      : options_(options), out_(out), events_(out) {}

  void event(const Delivery& delivery, const EventResult& result) override {
    const auto& event = result.event;
    line_.begin();
    line_.add("chefs", std::uint64_t{1});
    line_.add("seq", delivery.sequence());
    line_.add("outcome", to_string(result.outcome));
    line_.add("subject", delivery.subject());
    line_.add("submissionId", event.submission_id);
    if (result.plaintext) {
      line_.add("plaintextSha256",
                std::string_view(sha256_hex(*result.plaintext)));
    }
    add_if_known("source", event.source);
    add_if_known("class", event.event_class);
    add_if_known("type", event.type);
    add_if_known("formId", event.form_id);
    line_.add("draft", event.draft);
    line_.add("storedAt",
              std::string_view(base::format_utc(delivery.info().stored_at)));
    line_.add("sizeBytes", std::uint64_t{delivery.bytes().size()});
    line_.add("delivered", delivery.info().delivered_times);
    add_if_known("detail", result.detail);
    if (options_.show_payload) line_.add("plaintext", result.plaintext);
    events_.text(line_.end());
  }

  void flush() override { events_.flush(); }

  void notice(const Notice& notice) override {
    flush();
    Json json = {
        {"chefs", 1}, {"notice", word_of(notice.kind)}, {"text", notice.text}};
    if (notice.kind == NoticeKind::kGap) {
      json["first"] = notice.gap.first;
      json["last"] = notice.gap.last;
    }
    out_.json_line(json);
  }

  void sum(const ConsumeSum& sum, RunEnd end) override {
    flush();
    Json json = {{"events", sum.events}};
    for (const auto outcome : kOutcomes) {
      const auto found = sum.by_outcome.find(outcome);
      json[std::string(to_string(outcome))] =
          found == sum.by_outcome.end() ? 0 : found->second;
    }
    json["discarded"] = sum.discarded;
    if (sum.events > 0) {
      json["firstSequence"] = sum.first_sequence;
      json["lastSequence"] = sum.last_sequence;
    }
    json["seconds"] = sum.taken.count();
    json["end"] = word_of(end);
    out_.json_line({{"summary", json}});
  }

 private:
  void add_if_known(std::string_view key, std::string_view value) {
    if (!value.empty()) line_.add(key, value);
  }

  const ConsumeOptions& options_;
  Output& out_;
  GatheredOutput events_;
  JsonLine line_;
};

}  // namespace

bool is_loss(Outcome outcome) {
  return outcome == Outcome::kUndecryptable || outcome == Outcome::kInvalid;
}

void ConsumeSum::add(const Delivery& delivery, Outcome outcome) {
  const auto sequence = delivery.sequence();
  first_sequence = events == 0 ? sequence : std::min(first_sequence, sequence);
  last_sequence = std::max(last_sequence, sequence);
  ++by_outcome[outcome];
  ++events;
}

bool ConsumeSum::has_losses() const {
  return discarded > 0 || std::ranges::any_of(by_outcome, [](const auto& sum) {
           return is_loss(sum.first);
         });
}

std::unique_ptr<ConsumeReport> make_report(const ConsumeOptions& options,
                                           Output& out, Output& err) {
  if (options.as_json) return std::make_unique<ReportAsJson>(options, out);
  return std::make_unique<ReportForPeople>(options, out, err);
}

std::string short_subject(std::string_view subject, std::size_t columns) {
  std::string text = printable(subject);
  if (const auto parsed = contract::parse_subject(text);
      parsed && parsed->domain == contract::kDomain) {
    text = fmt::format("{} {}.{} {}", to_string(parsed->visibility),
                       parsed->event_class, parsed->type,
                       parsed->form_id.substr(0, kShortIdCharacters));
  }
  if (text.size() > columns) text = text.substr(0, columns - 3) + "...";
  return text;
}

}  // namespace chefs::cli
