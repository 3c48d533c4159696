#include "consumer-kit/conformance/proxy/fault_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using ::testing::HasSubstr;

std::vector<Fault> read(const std::string& text) {
  const base::JsonFile file{"faults.json", Json::parse(text)};
  return read_faults(base::JsonPlace(file));
}

std::string error_of(const std::string& text) {
  try {
    read(text);
  } catch (const base::EnvironmentError& error) {
    return error.what();
  }
  return "";
}

TEST(FaultReader, ReadsEachActionAsItIsDescribed) {
  const struct {
    const char* fault;
    const char* words;
  } kCases[] = {
      {R"({"when":{"event":"delivery","nth":3},"do":{"close":1011}})",
       "at the 3rd delivery: close 1011"},
      {R"({"when":{"event":"delivery","nth":2},"do":{"close":1006}})",
       "at the 2nd delivery: close without a close frame (1006)"},
      {R"({"when":{"event":"ack","nth":11},"do":{"cut":"before"}})",
       "at the 11th acknowledgement: cut before it"},
      {R"({"when":{"event":"login","connection":2},"do":{"cut":"after"}})",
       "at the 1st login on connection 2: cut after it"},
      {R"({"when":{"event":"handshake"},"do":{"cut":{"insideFrame":12}}})",
       "at the 1st handshake: cut after 12 bytes of its frame"},
      {R"({"when":{"event":"pull","nth":22},"do":{"swallow":{}}})",
       "at the 22nd pull: pass nothing any more"},
      {R"({"when":{"event":"request"},"do":{"swallow":{"forMs":500}}})",
       "at the 1st request: pass nothing for 500 ms"},
      {R"({"when":{"event":"always"},"do":{"delay":{"ms":50}}})",
       "always: delay by 50 ms"},
      {R"({"when":{"event":"always"},"do":{"delay":{"ms":50,"jitterMs":9}}})",
       "always: delay by 50 ms and up to 9 ms more"},
      {R"({"when":{"event":"always"},"do":{"bandwidth":{"bytesPerSecond":9}}})",
       "always: pass 9 bytes a second"},
      {R"({"when":{"event":"always"},"do":{"chunk":{"bytes":1}}})",
       "always: write 1 bytes at a time"},
      {R"({"when":{"event":"subscribe"},"do":{"coalesce":{"bytes":4096}}})",
       "at the 1st subscription: collect 4096 bytes, at most for 100 ms"},
      {R"({"when":{"event":"always"},"do":{"join":{"bytes":9,"ms":5}}})",
       "always: join frames of 9 bytes, at most for 5 ms"},
      {R"({"when":{"event":"idle","forMs":2000},"do":{"swallow":{}}})",
       "at the 1st silence of 2000 ms: pass nothing any more"},
      {R"({"when":{"event":"idle","forMs":5,"nth":2},"do":{"ping":{}}})",
       "at the 2nd silence of 5 ms: send a WebSocket ping"},
      {R"({"when":{"event":"open"},"do":{"refuse":{"times":3}}})",
       "at the 1st connect: refuse to connect 3 times"},
      {R"({"when":{"event":"delivery"},"do":{"refuse":{"forMs":800}}})",
       "at the 1st delivery: refuse connections for 800 ms"},
      {R"({"when":{"event":"ack"},"do":{"lose-acks":{"times":1}}})",
       "at the 1st acknowledgement: lose an acknowledgement once"},
      {R"({"when":{"event":"delivery"},"do":{"server":"restart"}})",
       "at the 1st delivery: restart the server"},
      {R"({"when":{"event":"delivery"},"do":{"server":"kill"}})",
       "at the 1st delivery: kill the server and start it again"},
      {R"({"when":{"event":"delivery"},"do":{"server":"lame-duck"}})",
       "at the 1st delivery: put the server into lame duck mode"},
      {R"({"when":{"event":"delivery"},"do":{"server":"stop-leader"}})",
       "at the 1st delivery: stop the leader"},
  };

  for (const auto& [fault, words] : kCases) {
    const auto faults = read(std::string("[") + fault + "]");
    ASSERT_EQ(faults.size(), 1u) << fault;
    EXPECT_EQ(describe(faults.front()), words);
  }
}

TEST(FaultReader, NamesThePlaceOfWhatItCannotUse) {
  const struct {
    const char* fault;
    const char* place;
  } kCases[] = {
      {R"({"when":{"event":"birth"},"do":{"close":1011}})", "/0/when/event"},
      {R"({"when":{"event":"ack","nth":0},"do":{"close":1011}})",
       "/0/when/nth"},
      {R"({"when":{"event":"always","nth":2},"do":{"delay":{"ms":1}}})",
       "/0/when/nth"},
      {R"({"when":{"event":"idle"},"do":{"close":1011}})", "forMs"},
      {R"({"when":{"event":"ack","forMs":9},"do":{"close":1011}})",
       "/0/when/forMs"},
      {R"({"when":{"event":"ack"},"do":{"ping":{}}})", "/0/do"},
      {R"({"when":{"event":"idle","forMs":9},"do":{"cut":{"insideFrame":1}}})",
       "/0/do"},
      {R"({"when":{"event":"ack"},"do":{}})", "/0/do"},
      {R"({"when":{"event":"ack"},"do":{"close":1011,"cut":"after"}})",
       "/0/do"},
      {R"({"when":{"event":"ack"},"do":{"explode":1}})", "explode is unknown"},
      {R"({"when":{"event":"ack"},"do":{"close":999}})", "/0/do/close"},
      {R"({"when":{"event":"ack"},"do":{"close":1005}})", "/0/do/close"},
      {R"({"when":{"event":"ack"},"do":{"cut":"sometimes"}})", "/0/do/cut"},
      {R"({"when":{"event":"ack"},"do":{"cut":{"insideFrame":0}}})",
       "/0/do/cut/insideFrame"},
      {R"({"when":{"event":"ack"},"do":{"refuse":{}}})", "/0/do/refuse"},
      {R"({"when":{"event":"ack"},"do":{"refuse":{"times":1,"forMs":5}}})",
       "/0/do/refuse"},
      {R"({"when":{"event":"always"},"do":{"close":1011}})", "/0/do"},
      {R"({"when":{"event":"always"},"do":{"swallow":{}}})", "/0/do"},
      {R"({"when":{"event":"always"},"do":{"server":"kill"}})", "/0/do"},
      {R"({"when":{"event":"open"},"do":{"cut":"after"}})", "/0/do"},
      {R"({"when":{"event":"handshake"},"do":{"close":1011}})", "/0/do"},
      {R"({"when":{"event":"ack"}})", "/0"},
      {R"({"when":{"event":"ack"},"do":{"close":1011},"then":1})", "then"},
  };

  for (const auto& [fault, place] : kCases) {
    EXPECT_THAT(error_of(std::string("[") + fault + "]"), HasSubstr(place))
        << fault;
  }
}

}  // namespace
}  // namespace chefs::conformance
