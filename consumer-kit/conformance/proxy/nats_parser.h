// The NATS client protocol, read from one direction's bytes as they come: cut
// anywhere, even inside a word. Pure; knows nothing of JetStream
// (wire_reader.h) and rejects only what it cannot find the end of.
// Source: NATS documentation, "NATS client protocol".
//
//   NatsParser parser;
//   while (!bytes.empty()) {
//     const NatsParser::Step step = parser.next(bytes);
//     bytes.remove_prefix(step.used_bytes);
//     if (step.found == NatsFound::kLine) … parser.operation().subject …
//   }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chefs::conformance {

enum class NatsVerb : std::uint8_t {
  kInfo,
  kConnect,
  kPub,  // HPUB too
  kSub,
  kUnsub,
  kMsg,  // HMSG too
  kPing,
  kPong,
  kOk,
  kErr,
  kOther,
};

enum class NatsHeaders : std::uint8_t { kNone, kSome };

struct NatsOperation {
  NatsVerb verb = NatsVerb::kOther;
  // Views are good until the next call of next().
  std::string_view subject;
  std::string_view reply;
  std::string_view queue;
  std::uint64_t sid = 0;
  // Of the payload, headers included.
  std::uint64_t total_bytes = 0;
  std::uint64_t header_bytes = 0;
  // What follows the verb on the line: CONNECT's JSON, -ERR's text.
  std::string_view rest;

  bool has_payload() const {
    return verb == NatsVerb::kPub || verb == NatsVerb::kMsg;
  }
};

enum class NatsFound {
  kNothing,  // all bytes are used; more must come
  kLine,     // operation() is known; its payload, if it has one, follows
  kEnd,      // the payload of that operation has passed
  kBroken,   // not NATS; no further call makes sense
};

class NatsParser {
 public:
  struct Step {
    NatsFound found = NatsFound::kNothing;
    std::size_t used_bytes = 0;
  };

  // Up to the next thing that is worth knowing. An operation without a payload
  // gives kLine only.
  Step next(std::string_view bytes);

  // A line has begun and not ended.
  bool is_inside_line() const { return !is_line_whole_ && !line_.empty(); }
  const NatsOperation& operation() const { return operation_; }
  // Asked between kLine and the bytes after it: how much of the payload to
  // keep for payload(). Nothing is kept if it is not asked.
  void keep_payload(std::size_t at_most_bytes) { keep_bytes_ = at_most_bytes; }
  // At kEnd: its first bytes, headers included.
  std::string_view payload() const { return payload_; }

 private:
  Step find_line(std::string_view bytes);
  Step pass_payload(std::string_view bytes);
  bool parse_line();
  bool parse_arguments(NatsVerb verb, NatsHeaders headers);
  bool parse_transfer(NatsHeaders headers);
  bool parse_subscription();
  void read_sid(std::string_view word);

  // The line that operation_ refers to.
  std::string line_;
  NatsOperation operation_;
  std::string payload_;
  std::size_t keep_bytes_ = 0;
  // Of the payload and its line end, still to come.
  std::uint64_t awaited_bytes_ = 0;
  bool is_line_whole_ = false;
};

}  // namespace chefs::conformance
