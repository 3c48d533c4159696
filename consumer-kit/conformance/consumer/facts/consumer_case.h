// One case of the consumer suite, as data: what the stream holds, how the
// program is run, what goes wrong meanwhile, and what must be seen. Read from
// scenarios/consumer/*.json; docs/writing-a-case.md explains it.
// Not how it is run (case_runner.h) nor how it is judged (consumer_judge.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "consumer-kit/conformance/proxy/fault.h"
#include "consumer-kit/conformance/suite/case.h"
#include "contract/js_json.h"
#include "contract/json.h"
#include "contract/profile.h"
#include "producer/server/server_action.h"

namespace chefs::conformance {

// How long the recovery API keeps the answer "slow" back.
inline constexpr std::chrono::milliseconds kSlowApiAnswer{2'000};
// How long "busy" is answered: longer than a few quick tries take.
inline constexpr std::chrono::milliseconds kBusyApi{2'000};
// How long "away" is answered with 503: as a deployment takes.
inline constexpr std::chrono::milliseconds kAwayApi{25'000};

// Whose seed the program is given: that of its user, or one that the server
// does not know.
enum class CaseCredentials { kOwn, kWrongSeed };

// Which keys it is given.
enum class CaseKeys {
  // ENCRYPTION_KEYS has both forms' keys, and ENCRYPTION_KEY the first one's.
  kEachForm,
  // The forms have one key, in ENCRYPTION_KEY; ENCRYPTION_KEYS is not set.
  kShared,
  // As kEachForm, without the second form's.
  kOneMissing,
  // ENCRYPTION_KEYS has the first form's new key, and ENCRYPTION_KEY its old
  // one.
  kRotated,
  // As kEachForm, and the first form's key is a text with capitals, as somebody
  // typed it.
  kTyped
};

// Whose certificate it is to trust, with TLS: the CA of the server, or one that
// did not sign the server's certificate.
enum class TrustedCa { kOwn, kForeign };

// How the world of a case differs from the usual: one ws:// server, the stream
// with its deployed limits, two forms with a key each, a durable of its own.
struct CaseSetup {
  contract::Profile profile = contract::Profile::kDocumented;
  bool is_tls = false;
  TrustedCa ca = TrustedCa::kOwn;
  // Servers: 1 or 3.
  int servers = 1;
  // SOURCE, and that of the case's own events.
  std::string source = "chefs";
  // FILTER_SUBJECTS; empty: not set. "{form1}" and "{form2}" stand for the ids
  // of the case's forms.
  std::vector<std::string> filters = {};
  CaseCredentials credentials = CaseCredentials::kOwn;
  CaseKeys keys = CaseKeys::kEachForm;
  std::optional<std::uint64_t> start_sequence = {};
  // Name of a message: START_TIME is when it was published.
  std::string start_time_of = {};
  std::optional<std::int64_t> max_msgs = {};
  // ACK_WAIT_MS: asks for a short wait, so that what is not acknowledged comes
  // again soon. A consumer need not heed it; then it takes the time it takes:
  // docs/decisions/0101.
  std::optional<std::chrono::milliseconds> ack_wait = {};

  // How often the server asks a silent client whether it is there; nothing: as
  // nats-server has it.
  std::optional<std::chrono::milliseconds> server_ping = {};

  // The case is about how fast a consumer is: its awaits end at their time, and
  // do not go on while the program gets on.
  bool is_about_speed = false;

  // The answers of the recovery API, in turn; the last one stays. Words:
  // a status, "slow", "truncated", "stalled" (half of one, and the connection
  // stays open), "never" (no answer at all), "html" (a page in place of a
  // submission), "empty" (JSON without one), "busy" (503, for 2 s), "away"
  // (503, for 25 s). Empty: "200".
  std::vector<std::string> api = {};
  // CHEFS_API_TIMEOUT_MS: asks not to wait longer for an answer. A consumer
  // need not heed it either.
  std::optional<std::chrono::milliseconds> api_timeout = {};
};

// A message that a case can publish. The usual one is an event of the case's
// own source about a new submission of the first form.
struct CaseMessage {
  std::string name;
  // How many like it; each has its own submission. They are named "name/1" ….
  std::uint32_t times = 1;
  // "public", "private", "error" (the oversize event), "raw".
  std::string kind = "public";
  // Which of the case's two forms: 1 or 2.
  int form = 1;
  // A word in the documented vocabulary; the setup's profile turns it into its
  // own.
  contract::EventType type = contract::EventType::kSubmissionCreated;
  // Any other word, which goes on the wire as it is in place of the type's.
  std::string foreign_type = {};
  // Empty: the case's own, of its setup. "none": the attribute is absent.
  std::string source = {};
  std::optional<bool> draft = false;
  bool has_form_metadata = false;
  // What it was sealed with: "form", "other" (a key that nobody has),
  // "rotated" (the key that the form was given later).
  std::string sealed_with = "form";
  // "none", or the part in which one bit is flipped: "salt", "iv", "tag",
  // "ciphertext".
  std::string tampered = "none";
  // Bytes of the whole message; 0: as it comes.
  std::uint64_t size_bytes = 0;
  // Applied to the event last: RFC 7396 merge patch (null removes).
  contract::Json patch = {};
  // kind "raw", or a message whose bytes are not those of an event: exact
  // bytes; `subject` may be given, else it is that of a public creation.
  std::optional<std::string> bytes = {};
  std::string subject = {};
  // The same submission as the message of that name, e.g. public and private
  // of one occurrence.
  std::string same_submission_as = {};
  // The submission is as its last event left it, although this one says that it
  // was changed: the same plaintext, sealed anew.
  bool is_unchanged = false;
  // The outcomes that a right consumer may report for it; empty: what follows
  // from all of the above (expected_outcome.h).
  std::vector<std::string> outcomes = {};
};

// However slowly a program gets on, no step waits longer for it.
inline constexpr std::chrono::milliseconds kLongestAwait{240'000};

// Steps, run one after another.
struct PublishStep {
  std::vector<std::string> messages;
  // Messages a second; 0: at once.
  double per_second = 0;
};
struct StartStep {
  // From now on other than in the setup; empty: as they were.
  std::optional<CaseCredentials> credentials = {};
  std::optional<CaseKeys> keys = {};
  std::optional<TrustedCa> ca = {};
  std::string source = {};
  std::vector<std::string> filters = {};
};
struct SignalStep {
  int signal = 15;
};
// To the first server, or to the one that leads.
struct ServerStep {
  producer::ServerAction action;
};
// Waits until all of it holds, at most `within` (times the patience) after the
// program last got on with its work, for kLongestAwait in all; then the next
// step comes all the same, and the judge sees that it was given up.
struct AwaitStep {
  // Names of messages, or of a group "bulk".
  std::vector<std::string> delivered = {};
  // At least twice.
  std::vector<std::string> redelivered = {};
  std::vector<std::string> acked = {};
  // Black box: the same as acked.
  std::vector<std::string> reported = {};
  // At least so many connections came, or so many asked and were refused.
  std::uint32_t connections = 0;
  // A durable exists and a pull was asked for.
  bool is_pulling = false;
  bool has_exited = false;
  // All of the stream is acknowledged, and nothing pending.
  bool is_drained = false;
  // So many faults were applied.
  std::uint32_t faults = 0;
  // The recovery API was asked at least so often.
  std::uint32_t api_requests = 0;
  // It has given so many submissions.
  std::uint32_t downloads = 0;
  std::chrono::milliseconds within{15'000};
};
// A stated span in which rates are measured, between two marks in the timeline:
// "NAME-begins" and "NAME-ends". It ends early if the program ends.
struct ObserveStep {
  std::string name;
  std::chrono::milliseconds span{};
};
using Step = std::variant<PublishStep, StartStep, SignalStep, ServerStep,
                          AwaitStep, ObserveStep>;

// What must be true of the timeline: a rule of the judge with its parameters.
struct ConsumerCheck {
  std::string name;
  // "acknowledged", "reported-as", "durable" …: the judge's list in
  // consumer_rules.h.
  std::string rule;
  // Of the rule, by name; an object.
  contract::Json parameters;
  // Only a reporting consumer can show it: unsupported for a black box.
  bool needs_reports = false;
};

struct ConsumerCase {
  CaseInfo info;
  CaseSetup setup;
  std::vector<CaseMessage> messages;
  FaultPlan faults;
  std::vector<Step> steps;
  std::vector<ConsumerCheck> checks;
};

}  // namespace chefs::conformance
