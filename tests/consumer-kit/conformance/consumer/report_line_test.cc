#include "consumer-kit/conformance/consumer/report_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

template <typename T>
bool is(const ReportLine& line) {
  return std::holds_alternative<T>(line);
}

TEST(ReportLine, TakesAReportApart) {
  const ReportLine line = read_report_line(
      R"({"chefs":1,"seq":7,"outcome":"processed","submissionId":"s",)"
      R"("plaintextSha256":"ab","mine":true})");

  ASSERT_TRUE(is<Report>(line));
  EXPECT_EQ(std::get<Report>(line).sequence, 7u);
  EXPECT_EQ(std::get<Report>(line).outcome, "processed");
  EXPECT_EQ(std::get<Report>(line).submission_id, "s");
  EXPECT_EQ(std::get<Report>(line).plaintext_sha256, "ab");
}

TEST(ReportLine, TakesNullForAbsentAndSpacesForNothing) {
  const ReportLine line = read_report_line(
      "  { \"chefs\": 1, \"seq\": 1, \"outcome\": \"ignored\", "
      "\"submissionId\": null }\r");

  ASSERT_TRUE(is<Report>(line));
  EXPECT_EQ(std::get<Report>(line).submission_id, "");
}

TEST(ReportLine, LeavesTheLogAlone) {
  for (const char* text :
       {"", "hello", "{\"level\":\"info\"}", "{not json", "[1]", "\"chefs\"",
        "{\"level\":\"info\",\"text\":\"\\\"chefs\\\"\"}",
        "{\"level\":\"info\", \"chefs\""})
    EXPECT_TRUE(is<LogLine>(read_report_line(text))) << text;
}

TEST(ReportLine, KnowsANotice) {
  EXPECT_TRUE(is<NoticeLine>(
      read_report_line(R"({"chefs":1,"notice":"3 events were discarded"})")));
}

TEST(ReportLine, SaysWhatIsWrongWithOneThatIsNone) {
  const std::pair<const char*, const char*> lines[] = {
      {R"({"chefs":1,"outcome":"processed"})", "seq"},
      {R"({"chefs":1,"seq":0,"outcome":"processed"})", "seq"},
      {R"({"chefs":1,"seq":-4,"outcome":"processed"})", "seq"},
      {R"({"chefs":1,"seq":"4","outcome":"processed"})", "seq"},
      {R"({"chefs":1,"seq":4})", "no outcome"},
      {R"({"chefs":1,"seq":4,"outcome":"done"})", "none of"},
      {R"({"chefs":2,"seq":4,"outcome":"processed"})", "not 1"},
      {R"({"chefs":1,"seq":4,"outcome":"processed","submissionId":4})",
       "no text"},
      {R"({"chefs":1,"seq":4,"outc)", "no JSON"},
  };

  for (const auto& [text, why] : lines) {
    const ReportLine line = read_report_line(text);
    ASSERT_TRUE(is<BadReportLine>(line)) << text;
    EXPECT_THAT(std::get<BadReportLine>(line).why, testing::HasSubstr(why));
  }
}

}  // namespace
}  // namespace chefs::conformance
