// Timelines written by hand, for tests of the judge: what happened, entry by
// entry, each a millisecond after the last. And cases with one check.
#pragma once

#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <utility>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::tests {

using conformance::AckKind;
using conformance::EventKind;
using conformance::Report;
using conformance::TimelineEvent;

inline constexpr const char* kUser = "UCONSUMER";
inline constexpr const char* kPlaintextHash = "c0ffee";
inline constexpr const char* kCreate =
    "$JS.API.CONSUMER.DURABLE.CREATE.CHEFS.mine ";
inline constexpr const char* kFetch = "$JS.API.CONSUMER.MSG.NEXT.CHEFS.mine {}";

class Story {
 public:
  Story() {
    timeline_.given = {.durable_name = "mine",
                       .nkey_user = kUser,
                       .source = "chefs",
                       .filters = {"PRIVATE.forms.>"},
                       .form_ids = {"form-1", "form-2"},
                       .server_version = "2.10.27"};
  }

  // A message of its case, in the stream.
  Story published(const std::string& name, std::uint64_t sequence) && {
    timeline_.messages.add(
        {.name = name,
         .sequence = sequence,
         .submission_id = "submission-" + std::to_string(sequence),
         .plaintext_sha256 = kPlaintextHash,
         .bytes = 1'000,
         .subject = std::make_shared<const std::string>(
             "PRIVATE.forms.submission.created.form-1")});
    return add({.kind = EventKind::kPublished, .sequence = sequence});
  }
  Story starts() && { return add({.kind = EventKind::kStarted}); }
  Story is_told_to_stop() && {
    return add({.kind = EventKind::kSignalled, .count = SIGTERM});
  }
  Story is_killed() && {
    return std::move(*this)
        .then(EventKind::kSignalled, "", SIGKILL)
        .exits(128 + SIGKILL);
  }
  Story exits(std::uint64_t code) && {
    return add({.kind = EventKind::kExited,
                .count = code,
                .text = "ended with exit code " + std::to_string(code)});
  }
  Story connects(std::string over = "websocket") && {
    ++connection_;
    return add({.kind = EventKind::kConnected, .text = std::move(over)});
  }
  Story logs_in(std::string as = R"({"nkey":"UCONSUMER","name":"mine",)"
                                 R"("has_sig":true,"has_password":false})") && {
    return add({.kind = EventKind::kLoggedIn, .text = std::move(as)});
  }
  Story loses_connection(std::string by = "by fault") && {
    return add({.kind = EventKind::kClosed, .text = std::move(by)});
  }
  // While the current connection is still open.
  Story logs_in_on_a_second_connection() && {
    timeline_.events.push_back({.at = now_,
                                .kind = EventKind::kLoggedIn,
                                .connection = connection_ + 1});
    return std::move(*this);
  }
  Story asks(std::string what) && {
    return add({.kind = EventKind::kAsked, .text = std::move(what)});
  }
  Story is_sent(std::uint64_t sequence, std::uint64_t which_time = 1) && {
    return add({.kind = EventKind::kDelivered,
                .sequence = sequence,
                .count = which_time,
                .text = "PRIVATE.forms.submission.created.form-1"});
  }
  // Its bytes were under way when the connection ended.
  Story cuts_off(std::uint64_t sequence, std::uint64_t bytes) && {
    return add(
        {.kind = EventKind::kCutOff, .sequence = sequence, .count = bytes});
  }
  Story acks(std::uint64_t sequence, AckKind kind = AckKind::kAck) && {
    return add({.kind = EventKind::kAcked,
                .sequence = sequence,
                .count = static_cast<std::uint64_t>(kind)});
  }
  Story reports(const Report& report) && {
    timeline_.is_reporting = true;
    return add({.kind = EventKind::kReported,
                .sequence = report.sequence,
                .text = as_text(report)});
  }
  // As a right consumer reports a private event.
  Story reports_work(std::uint64_t sequence) && {
    return std::move(*this).reports(
        {.sequence = sequence,
         .outcome = "processed",
         .submission_id = "submission-" + std::to_string(sequence),
         .plaintext_sha256 = kPlaintextHash});
  }
  // All that a right consumer does with a private event.
  Story deals_with(std::uint64_t sequence) && {
    return std::move(*this).is_sent(sequence).reports_work(sequence).acks(
        sequence);
  }
  // State of a consumer at the end: its name, and its configuration as JSON.
  Story leaves_consumer(const std::string& name, const std::string& config,
                        std::uint64_t unacknowledged = 0,
                        std::uint64_t pending = 0) && {
    return add({.kind = EventKind::kDurable,
                .count = unacknowledged,
                .text = R"({"name":")" + name + R"(","config":)" + config +
                        R"(,"num_pending":)" + std::to_string(pending) + "}"});
  }
  Story then(EventKind kind, std::string text = "",
             std::uint64_t count = 0) && {
    return add({.kind = kind, .count = count, .text = std::move(text)});
  }
  Story later(std::chrono::milliseconds time) && {
    now_ += time;
    return std::move(*this);
  }
  // A program up to its first request.
  Story gets_going() && {
    return std::move(*this).starts().connects().logs_in().asks(kFetch);
  }
  Story ends() && {
    return std::move(*this).then(EventKind::kMarked,
                                 std::string(conformance::kCaseEnds));
  }
  Story with(conformance::FoundSecret secret) && {
    timeline_.secrets.push_back(std::move(secret));
    return std::move(*this);
  }
  Story over(std::string transport) && {
    timeline_.given.transport = std::move(transport);
    return std::move(*this);
  }

  const conformance::Timeline& timeline() const { return timeline_; }

 private:
  Story add(TimelineEvent event) {
    now_ += std::chrono::milliseconds(1);
    event.at = now_;
    event.connection = connection_;
    timeline_.events.push_back(std::move(event));
    return std::move(*this);
  }

  conformance::Timeline timeline_;
  std::chrono::microseconds now_{};
  std::uint32_t connection_ = 0;
};

// Messages "one", "two" (private) and "open" (public), and one check.
inline conformance::ConsumerCase case_with(std::string rule,
                                           contract::Json parameters) {
  conformance::ConsumerCase made;
  made.info.id = "consumer.test.case";
  made.messages = {{.name = "one", .kind = "private"},
                   {.name = "two", .kind = "private"},
                   {.name = "open"}};
  made.checks = {{.name = "check",
                  .rule = std::move(rule),
                  .parameters = std::move(parameters)}};
  return made;
}

}  // namespace chefs::tests
