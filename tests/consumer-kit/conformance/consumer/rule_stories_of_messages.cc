#include "tests/consumer-kit/conformance/consumer/rule_stories.h"

namespace chefs::conformance {

using std::chrono::milliseconds;

std::vector<RuleStories> message_stories() {
  return {
      {"Acknowledged", "acknowledged", kBoth,
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(1).is_sent(2),
       "\"two\" (sequence 2) was delivered, and never acknowledged"},
      {"AcknowledgedNotTerminated", "acknowledged", kOne,
       two_published().gets_going().is_sent(1).acks(1, AckKind::kNext),
       two_published().gets_going().is_sent(1).acks(1, AckKind::kTerm),
       "never acknowledged"},
      {"Settled", "settled", kOne,
       two_published().gets_going().is_sent(1).acks(1, AckKind::kTerm),
       two_published().gets_going().is_sent(1).acks(1, AckKind::kNak),
       "never acknowledged or terminated"},
      {"NotHeldUp", "not-held-up", kOne,
       two_published().gets_going().leaves_consumer("mine",
                                                    R"({"max_ack_pending":1})"),
       two_published().gets_going().leaves_consumer("mine",
                                                    R"({"max_ack_pending":2})"),
       "no message was ever delivered to it"},
      {"NotDelivered", "not-delivered", kOne,
       two_published().gets_going().deals_with(2),
       two_published().gets_going().deals_with(1),
       "the program asked for it: its subject is PRIVATE.forms."},
      {"Redelivered", "redelivered", kOne,
       two_published().gets_going().is_sent(1).is_sent(1, 2),
       two_published().gets_going().is_sent(1),
       "was delivered, and never delivered again"},
      {"RedeliveredByTheServersCount", "redelivered", kOne,
       two_published().gets_going().is_sent(1, 2),
       two_published().gets_going().is_sent(1, 1),
       "was delivered, and never delivered again"},
      {"DeliveriesAtMost", "deliveries-at-most", with_count(kOne, 1),
       two_published().gets_going().is_sent(1),
       two_published().gets_going().is_sent(1).is_sent(1, 2), "comes again"},
      {"NaksAtMost", "naks-at-most", with_count(kNone, 1),
       two_published().gets_going().acks(1, AckKind::kNak),
       two_published()
           .gets_going()
           .acks(1, AckKind::kNak)
           .acks(1, AckKind::kNak),
       "\"one\" (sequence 1) was given back once more"},
      {"LagAtMost", "lag-at-most", with_ms(kOne, 100),
       two_published().later(milliseconds(900)).gets_going().deals_with(1),
       two_published().gets_going().later(milliseconds(200)).deals_with(1),
       "\"one\" (sequence 1) came too late"},
      {"LagAtMostOfWhatIsLeft", "lag-at-most", with_ms(kBoth, 100),
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(1), "never delivered"},
      {"Drained", "drained", kNone,
       Story().gets_going().leaves_consumer("mine", "{}"),
       Story().gets_going().leaves_consumer("mine", "{}", 1),
       "what is not acknowledged comes again"},
      {"DrainedOfWhatWaits", "drained", kNone,
       Story().gets_going().leaves_consumer("mine", "{}"),
       Story().gets_going().leaves_consumer("mine", "{}", 0, 4), "comes again"},
  };
}

Story behind_a_gap(const std::string& notice) {
  return two_published()
      .gets_going()
      .deals_with(1)
      .then(EventKind::kNotice, notice)
      .is_sent(7);
}

std::vector<RuleStories> report_stories() {
  const Report ignored{.sequence = 1, .outcome = "ignored"};
  const Report bare{.sequence = 1, .outcome = "processed"};
  return {
      {"ReportedAs", "reported-as", kOne,
       two_published().gets_going().deals_with(1),
       two_published().gets_going().is_sent(1).reports(ignored),
       "\"one\" (sequence 1) is to be processed"},
      {"ReportedAsGiven",
       "reported-as",
       {{"messages", {"one"}}, {"outcomes", {"ignored", "invalid"}}},
       two_published().gets_going().is_sent(1).reports(ignored),
       two_published().gets_going().deals_with(1),
       "is to be ignored or invalid"},
      {"ReportedWithPlaintext", "reported-as", kOne,
       two_published().gets_going().deals_with(1),
       two_published().gets_going().is_sent(1).reports(bare),
       "no plaintextSha256"},
      {"ReportedAtAll", "reported-as", kBoth,
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(1).is_sent(2).acks(2),
       "was delivered, and never reported"},
      {"DraftTold", "draft-told", kOne,
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1, .outcome = "processed", .draft = true}),
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1, .outcome = "processed", .draft = false}),
       "nothing in the report shows that it is a draft"},
      {"IdTold", "id-told", kOne,
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1,
            .outcome = "oversize",
            .submission_id = "submission-1"}),
       two_published().gets_going().is_sent(1).reports(
           {.sequence = 1, .outcome = "oversize"}),
       "names no submissionId"},
      {"GapTold", "gap-told", kNone,
       behind_a_gap(R"({"chefs":1,"notice":"gap","from":2,"to":6})"),
       two_published().gets_going().deals_with(1).is_sent(7),
       "the sequences 2 to 6 are gone for good"},
      {"GapToldByItsNeighbours", "gap-told", kNone,
       behind_a_gap(R"({"chefs":1,"notice":"lost all between 1 and 7"})"),
       behind_a_gap(R"({"chefs":1,"notice":"lost all from 3 to 7"})"),
       "are gone for good, and no notice names them"},
      {"GapToldAsAnObject", "gap-told", kNone,
       behind_a_gap(R"({"chefs":1,"notice":{"lost":{"first":2,"next":7}}})"),
       behind_a_gap(R"({"chefs":1,"notice":"gap"})"),
       "are gone for good, and no notice names them"},
      {"GapNotTold", "gap-not-told", kNone,
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(2).then(
           EventKind::kNotice, R"({"chefs":1,"notice":"gap","from":1,"to":1})"),
       "the stream has discarded nothing"},
      {"ReportedOnce", "reported-once", kOne,
       two_published()
           .gets_going()
           .deals_with(1)
           .is_killed()
           .gets_going()
           .deals_with(1),
       two_published().gets_going().deals_with(1).deals_with(1),
       "each time it had an effect"},
      {"InOrder", "in-order", kBoth,
       two_published().gets_going().deals_with(1).deals_with(2),
       two_published().gets_going().deals_with(2).deals_with(1),
       "an event overtook one that was before it"},
      {"AckedAfterReport", "acked-after-report", kOne,
       two_published().gets_going().is_sent(1).acks(1).reports_work(1),
       two_published()
           .gets_going()
           .is_sent(1)
           .acks(1)
           .is_killed()
           .later(milliseconds(900))
           .gets_going()
           .deals_with(1),
       "its report came 0.9"},
      {"AckedAfterReportIfEver", "acked-after-report", kOne,
       two_published().gets_going().deals_with(1),
       two_published()
           .gets_going()
           .deals_with(2)
           .is_sent(1)
           .acks(1)
           .is_killed(),
       "it would have been lost"},
      {"AckedAfterApi", "acked-after-api", kOne,
       downloads("submission-1", 200).later(kSlowApiAnswer).acks(1),
       downloads("submission-1", 200).acks(1),
       "the submission would have been lost"},
  };
}

}  // namespace chefs::conformance
