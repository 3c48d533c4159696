// An event means the same whether or not a key that nobody knows stands in it:
// the quick way of reading, which leaves such an event to the thorough one,
// finds the same in whatever it takes.
#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "contract/received_event.h"

namespace chefs::contract {
namespace {

const std::vector<std::string> kEvents = {
    R"({"meta":{"source":"chefs","domain":"forms","class":"submission",)"
    R"("type":"created","formId":"f1","formVersionId":"v1",)"
    R"("submissionId":"s1","draft":true,)"
    R"("timestamp":"2026-11-24T06:50:16.000Z"},"payload":{}})",
    R"({"meta":{"source":"pr-1","domain":"forms","class":"schema",)"
    R"("type":"published","formId":"\u00e9\n","formVersionId":"v"},)"
    R"("payload":{"data":"00ff"}})",
    R"( { "meta" : {"type":"t","class":"c","formId":"f","domain":"d",)"
    R"("draft":false} , "payload" : { "data" : "é" } } )",
    R"({"meta":{"domain":"d","class":"c","type":"t","formId":"f",)"
    R"("formMetadata":{"b":"x","a":1.50,"c":null,"d":[]}},"payload":{}})",
    R"({"meta":{"formMetadata":{"b":"x","a":1e2,"c":null},"domain":"d",)"
    R"("class":"c","type":"t","formId":"f"},"payload":{}})"};

// What a slip of the pen puts in: whatever has a meaning in JSON.
const std::string kSlips = "\"{}[]:,\\nulltruefalse0 datadraft\x80\xc3\x01";

auto fields_of(const ReceivedEvent& event) {
  return std::tie(event.kind, event.source, event.domain, event.event_class,
                  event.type, event.form_id, event.form_version_id,
                  event.submission_id, event.draft, event.timestamp,
                  event.form_metadata, event.sealed, event.error_code,
                  event.error_message);
}

void expect_same_with_another_key(const std::string& bytes) {
  const auto brace = bytes.find('{');
  if (brace == std::string::npos) return;
  std::string longer = bytes;
  longer.insert(brace + 1, R"("unknown":0,)");

  const ReceivedEvent event = read_event(bytes);
  const ReceivedEvent same = read_event(longer);

  EXPECT_EQ(fields_of(event), fields_of(same)) << bytes;
  EXPECT_EQ(event.invalid_reason.empty(), same.invalid_reason.empty()) << bytes;
}

TEST(ReadEventQuickly, FindsWhatIsFoundBesideAKeyThatIsNotKnown) {
  for (const auto& bytes : kEvents) expect_same_with_another_key(bytes);
}

TEST(ReadEventQuickly, FindsTheSameInEventsWithSlips) {
  std::mt19937 random(20'261'124);
  const auto below = [&random](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  for (int i = 0; i < 30'000; ++i) {
    std::string bytes = kEvents[below(kEvents.size())];
    for (std::size_t slips = below(3) + 1; slips > 0; --slips) {
      // Within the object, so that its first brace stays the first.
      const std::size_t at = bytes.find('{') + 1 + below(bytes.size() - 4);
      const std::string slip(1, kSlips[below(kSlips.size())]);
      bytes.replace(at, below(2), slip);
    }
    expect_same_with_another_key(bytes);
  }
}

TEST(ReadEventQuickly, FindsTheSameWhenAPieceStandsTwice) {
  std::mt19937 random(7);
  const auto below = [&random](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  for (int i = 0; i < 10'000; ++i) {
    std::string bytes = kEvents[below(kEvents.size())];
    const std::size_t from = 2 + below(bytes.size() - 3);
    const std::string piece = bytes.substr(from, below(60));
    bytes.insert(2 + below(bytes.size() - 2), piece);
    expect_same_with_another_key(bytes);
  }
}

TEST(ReadEventQuickly, FindsTheSameWhenAPieceIsMissing) {
  for (const auto& event : kEvents) {
    const std::size_t first = event.find('{') + 1;
    for (std::size_t from = first; from < event.size(); ++from) {
      for (std::size_t count = 1; count <= event.size() - from; ++count) {
        std::string bytes = event;
        expect_same_with_another_key(bytes.erase(from, count));
      }
    }
  }
}

}  // namespace
}  // namespace chefs::contract
