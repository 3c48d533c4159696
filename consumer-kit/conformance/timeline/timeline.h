// What happened in one case of the consumer suite, in order of time: what the
// proxy read on the wire, what the server told, what the program reported, and
// what the suite did. Written by the case runner and the proxy, read by the
// judge and the reports. An entry is small, because a case may have 100 000
// deliveries, and does not repeat what Timeline::messages has.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/timeline/packed_text.h"
#include "consumer-kit/conformance/timeline/published_messages.h"

namespace chefs::conformance {

// A sequence beyond it is nobody's: a program can report any number.
inline constexpr std::uint64_t kLastSequence = 1u << 24;

// In brackets: what an entry's fields hold, beside its time.
enum class EventKind : std::uint8_t {
  // By the suite.
  kPublished,  // a message is in the stream [sequence]
  kStarted,    // the program was started [count: which time]
  kSignalled,  // [count: the signal]
  kExited,     // [count: exit code, or 128 + signal; text: in words]
  kFault,      // a fault was applied [text: its words]
  kServer,     // the server was stopped, killed … [text: in words]
  kAwaited,    // a step's condition holds [text: the condition]
  kGaveUp,     // its deadline passed [text: the condition; count: 1 if
               // the program was still getting on with its work]
  kMarked,     // a named moment of the case, e.g. "idle-begins" [text]
  kApiAsked,   // the recovery API was asked
               // [count: status answered, 0: no whole answer;
               // text: "formId submissionId"]

  // By the program, on its standard output.
  kReported,   // [sequence, text: see Report; count: what it
               // said as it was published, see kSaidSubmission]
  kBadReport,  // a line that begins like a report and is none [text: why]
  kNotice,     // {"chefs":1,"notice":…} [text: the line]

  // Read on the wire, each with its connection.
  kConnected,  // the WebSocket upgrade, or a TCP connection, is done
               // [text: "websocket" or "nats", with "tls" if so]
  kRefused,    // the proxy or the server refused the connection
  kLoggedIn,   // CONNECT was sent [text: its JSON, without secrets:
               // nkey, lang, version, name, has_sig, has_jwt, has_password]
  kServerSaidError,  // -ERR [text]
  kSubscribed,       // [text: "subject" or "subject queue"; count: sid]
  kUnsubscribed,     // [count: sid]
  kAsked,            // PUB to $JS.API [text: "subject payload", the payload
                     // cut at 4 KiB]
  kAnswered,         // the answer to it [text: cut; count: error code or 0]
  kSent,             // any other PUB of the program [text: subject]
  kDelivered,        // [sequence: in the stream; count: which delivery of it;
                     // text: subject, if it is not that of the message]
  kCutOff,           // of a message on its way to the program, when the
                     // connection ended [sequence; count: its bytes]
  kPullEnded,        // status of a pull: 404, 408, 409 [count: status]
  kAcked,            // [sequence; count: AckKind; text: what it said, cut]
  kPinged,           // by the program
  kPonged,           // by the program, on a WebSocket ping
  kClosed,           // the connection ended [count: WebSocket close code or 0;
                     // text: "by program", "by server", "by fault"]

  // Told by the server.
  kAdvisory,  // $JS.EVENT.> or $SYS [text: "subject type …"]
  kDurable,   // state of a durable or other consumer, read at the end of the
              // case, before the program is stopped [sequence: ack floor in the
              // stream; count: pending acks; text: its JSON, as CONSUMER.INFO
              // answers it]
  kConnz,     // a connection as /connz has it [text: JSON]
};

// Texts that say what the judge has to know: the mark behind a case's last
// step, from where on the suite ends the program, and a fault's words.
inline constexpr std::string_view kCaseEnds = "case-ends";
inline constexpr std::string_view kKillsProgram = "kill the program";
// A mark that begins so: the program made the rest of the case impossible.
inline constexpr std::string_view kCannotGoOn = "cannot go on: ";

enum class AckKind : std::uint32_t { kAck, kNak, kTerm, kProgress, kNext };

// "published", "started" … as reports and recorded timelines spell them.
std::string_view to_string(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view word);
std::string_view to_string(AckKind kind);

struct TimelineEvent {
  // Since the case began.
  std::chrono::microseconds at{};
  EventKind kind = EventKind::kMarked;
  // Connections count from 1 in the order in which they came; 0: none.
  std::uint32_t connection = 0;
  // In the stream, 0: none.
  std::uint64_t sequence = 0;
  std::uint64_t count = 0;
  PackedText text = {};
};
static_assert(sizeof(TimelineEvent) <= 40);

// The state in which the program's secrets were searched for.
struct FoundSecret {
  // "the NKey seed", "a form's key", "a plaintext".
  std::string what;
  // "on standard output", "on standard error", "in its arguments".
  std::string where;
};

// How a check names the kinds of secrets, and each kind as FoundSecret::what
// has it.
struct SecretKind {
  std::string_view word;
  std::string_view what;
};
inline constexpr SecretKind kSecretKinds[] = {{"seed", "the NKey seed"},
                                              {"key", "a form's key"},
                                              {"plaintext", "a plaintext"},
                                              {"api-key", "an API key"}};
inline constexpr std::string_view kInArguments = "in its arguments";

// What the program was given in its environment, and where it was run: what a
// verdict needs of it. No secret.
struct GivenToProgram {
  // "websocket", or "nats" for clients that cannot do it.
  std::string transport = "websocket";
  std::string durable_name = {};
  std::string nkey_user = {};
  std::string source = {};
  // Of FILTER_SUBJECTS, as they were given at the last start.
  std::vector<std::string> filters = {};
  // Of the case's two forms.
  std::vector<std::string> form_ids = {};
  // "2.10.27"
  std::string server_version = {};
};

struct Timeline {
  GivenToProgram given = {};
  std::vector<TimelineEvent> events;
  PublishedMessages messages;
  std::vector<FoundSecret> secrets;
  // The program printed at least one report line: it can be judged in depth.
  bool is_reporting = false;
  // The last lines that it printed beside its reports, redacted.
  std::string output_tail;
};

// One report line of the program, taken apart.
struct Report {
  std::uint64_t sequence = 0;
  // "processed", "ignored", "oversize", "undecryptable", "invalid",
  // "recovered".
  std::string outcome = {};
  std::string submission_id = {};
  std::string plaintext_sha256 = {};
  // It said whether the event is a draft.
  std::optional<bool> draft = {};
};

// What a kReported entry does not repeat, since it is as it was published;
// bits.
inline constexpr std::uint64_t kSaidSubmission = 1;
inline constexpr std::uint64_t kSaidPlaintext = 2;

// Of a kReported entry, whole.
Report report_of(const Timeline& timeline, const TimelineEvent& event);

// The text of a kReported entry, both ways:
// "processed submission=ID plaintext=SHA256 draft=true", the last three if
// there are any. Not the program's own line, which report_line.h reads: that is
// longer, and is kept 100 000 times.
std::string as_text(const Report& report);
Report parse_report_text(std::uint64_t sequence, std::string_view text);

}  // namespace chefs::conformance
