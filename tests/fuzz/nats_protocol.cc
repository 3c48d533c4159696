// The NATS protocol as the proxy reads it, in pieces: the first byte says how
// large they are, the second which side speaks. However the bytes are cut, the
// same is found.
#include <algorithm>
#include <string>
#include <vector>

#include "consumer-kit/conformance/proxy/ack_subject.h"
#include "consumer-kit/conformance/proxy/nats_parser.h"
#include "consumer-kit/conformance/proxy/wire_reader.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace conformance;

enum class Side { kProgram, kServer };

class Reading {
 public:
  explicit Reading(Side side) : side_(side) {}

  // False once the bytes are no NATS.
  bool read(std::string_view bytes) {
    while (!bytes.empty()) {
      const NatsParser::Step step = parser_.next(bytes);
      require(step.used_bytes > 0 && step.used_bytes <= bytes.size(),
              "each step uses some of the bytes");
      bytes.remove_prefix(step.used_bytes);
      if (step.found == NatsFound::kBroken) {
        found_.push_back("broken");
        return false;
      }
      note(step.found);
    }
    return true;
  }
  const std::vector<std::string>& found() const { return found_; }

 private:
  void note(NatsFound found) {
    const NatsOperation& operation = parser_.operation();
    if (found == NatsFound::kLine) {
      require(operation.header_bytes <= operation.total_bytes,
              "headers are part of the payload");
      meaning_ = side_ == Side::kProgram ? wire_.of_program(operation)
                                         : wire_.of_server(operation);
      parser_.keep_payload(payload_wanted(meaning_));
      found_.push_back(std::string(operation.subject) + ' ' +
                       std::string(operation.reply) + ' ' +
                       std::string(operation.rest));
      if (!operation.has_payload()) enter({});
    }
    if (found == NatsFound::kEnd) {
      require(parser_.payload().size() <=
                  std::min<std::uint64_t>(operation.total_bytes,
                                          payload_wanted(meaning_)),
              "no more of a payload is kept than there is and is wanted");
      enter(parser_.payload());
    }
  }

  void enter(std::string_view payload) {
    const auto entry = wire_.entry(meaning_, parser_.operation(), payload);
    if (entry) found_.push_back(entry->text);
    moments_of(meaning_);
  }

  const Side side_;
  NatsParser parser_;
  WireReader wire_;
  WireMeaning meaning_ = WireMeaning::kNothing;
  std::vector<std::string> found_;
};

std::vector<std::string> read_in_pieces(Side side, std::string_view bytes,
                                        std::size_t piece_bytes) {
  Reading reading(side);
  while (!bytes.empty() && reading.read(bytes.substr(0, piece_bytes))) {
    bytes.remove_prefix(std::min(piece_bytes, bytes.size()));
  }
  return reading.found();
}

}  // namespace

void run(std::string_view text) {
  Input input(text);
  const std::size_t piece_bytes = 1 + input.byte() % 64;
  const Side side = input.byte() % 2 == 0 ? Side::kProgram : Side::kServer;
  const std::string_view bytes = input.rest();
  require(read_in_pieces(side, bytes, bytes.size() + 1) ==
              read_in_pieces(side, bytes, piece_bytes),
          "however bytes are cut, the same is found");
}

}  // namespace chefs::fuzz
