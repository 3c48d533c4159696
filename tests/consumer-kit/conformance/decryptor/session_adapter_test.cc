#include "consumer-kit/conformance/decryptor/session_adapter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/json.h"
#include "tests/consumer-kit/conformance/script.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Session {
 public:
  explicit Session(Script script, double patience = 1.0)
      : script_(std::move(script)),
        timeouts_(patience),
        adapter_(script_.program(), timeouts_, stop_) {}

  DecryptorAnswer ask(const Json& data, std::size_t number = 0) {
    return adapter_.ask({.number = number, .key = "a key", .data = data});
  }
  SessionAdapter& adapter() { return adapter_; }

 private:
  Script script_;
  Timeouts timeouts_;
  StopEvent stop_;
  SessionAdapter adapter_;
};

MATCHER_P2(Finding, question, text, "") {
  return arg.question == static_cast<std::size_t>(question) &&
         arg.text.find(text) != std::string::npos;
}

TEST(SessionAdapter, AsksOneProcessManyQuestions) {
  Session program(python_session(R"(
count = 0
def answer(request):
    global count
    count += 1
    say({"id": request["id"], "plaintext": request["data"] + str(count)})
)"));

  EXPECT_EQ(program.ask("a").plaintext, "a1");
  EXPECT_EQ(program.ask("b").plaintext, "b2");
  EXPECT_EQ(program.adapter().implementation()->name, "script");
}

TEST(SessionAdapter, HandsOverKeyAndDataAsTheyAre) {
  Session program(python_session(R"(
def answer(request):
    say({"id": request["id"], "plaintext": json.dumps([request["key"], request["data"]])})
)"));

  EXPECT_EQ(program.ask(Json::object()).plaintext, R"(["a key", {}])");
}

TEST(SessionAdapter, HidesAnEncryptionKeyOfTheRunnersOwn) {
  ASSERT_EQ(setenv("ENCRYPTION_KEY", "from outside", 1), 0);
  Session program(python_session(R"(
def answer(request):
    say({"id": request["id"], "plaintext": os.environ.get("ENCRYPTION_KEY", "")})
)"));

  EXPECT_EQ(program.ask("00").plaintext, "");
}

TEST(SessionAdapter, ReadsPlaintextThatIsNotUtf8AsBase64) {
  Session program(python_session(R"(
def answer(request):
    say({"id": request["id"], "plaintextBase64": "AP8="})
)"));

  EXPECT_EQ(program.ask("00").plaintext, std::string("\0\377", 2));
}

TEST(SessionAdapter, TellsRejectionsFromWhatIsUnsupported) {
  Session program(python_session(R"(
def answer(request):
    how = "rejected" if request["data"] == "00" else "unsupported"
    say({"id": request["id"], how: "because"})
)"));

  const DecryptorAnswer rejected = program.ask("00");
  const DecryptorAnswer unsupported = program.ask("11");

  EXPECT_EQ(rejected.kind, AnswerKind::kRejected);
  EXPECT_EQ(rejected.reason, "because");
  EXPECT_EQ(unsupported.kind, AnswerKind::kUnsupported);
}

TEST(SessionAdapter, AsksForSomethingUnknown) {
  Session program(python_session("def answer(request): pass"));

  EXPECT_EQ(program.adapter().ask_unknown()->kind, AnswerKind::kUnsupported);
}

TEST(SessionAdapter, ReportsAProgramWithoutReadyLine) {
  Session program(shell("exec tail -f /dev/null"), 0.02);

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kHung);
  EXPECT_THAT(answer.reason, HasSubstr("printed no ready line: it gave no "
                                       "answer within 0.4 s"));
}

TEST(SessionAdapter, ReportsAProgramThatEndsBeforeItIsReady) {
  Session program(shell("exit 3"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kCrashed);
  EXPECT_EQ(answer.reason,
            "printed no ready line: it exited with 3 instead of answering");
}

TEST(SessionAdapter, ReportsAnotherLineInPlaceOfTheReadyLine) {
  Session program(shell("echo Welcome; exec cat"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kViolation);
  EXPECT_THAT(answer.reason, HasSubstr("is not JSON: \"Welcome\""));
}

struct BadAnswer {
  const char* script;
  const char* reason;
};

class SessionAdapterBadAnswer : public ::testing::TestWithParam<BadAnswer> {};

TEST_P(SessionAdapterBadAnswer, IsAViolationAndTheNextQuestionIsAnswered) {
  Session program(python_session(std::string(R"(
def answer(request):
    if request["data"] == "good":
        say({"id": request["id"], "plaintext": "fine"})
    else:
        )") + GetParam().script));

  const DecryptorAnswer bad = program.ask("bad");
  const DecryptorAnswer next = program.ask("good");

  EXPECT_EQ(bad.kind, AnswerKind::kViolation);
  EXPECT_THAT(bad.reason, HasSubstr(GetParam().reason));
  EXPECT_EQ(next.plaintext, "fine");
}

INSTANTIATE_TEST_SUITE_P(
    All, SessionAdapterBadAnswer,
    ::testing::Values(
        BadAnswer{R"(say("oops {"))", "is not JSON: \"oops {\""},
        BadAnswer{R"(say([1]))", "not a JSON object"},
        BadAnswer{R"(say(""))", "not JSON: \"\""},
        BadAnswer{R"(say({"id": "99", "plaintext": "x"}))",
                  "was asked \"1\" and answered \"99\""},
        BadAnswer{R"(say({"id": 1, "plaintext": "x"}))",
                  "without its \"id\" as a string"},
        BadAnswer{R"(say({"plaintext": "x"}))", "without its \"id\""},
        BadAnswer{R"(say({"id": request["id"]}))", "answered without"},
        BadAnswer{R"(say({"id": request["id"], "plaintext": 7}))",
                  "\"plaintext\" that is not a string"},
        BadAnswer{R"(say({"id": request["id"], "plaintextBase64": "?"}))",
                  "not base64"},
        BadAnswer{
            R"(say({"id": request["id"], "plaintext": "x", "rejected": ""}))",
            "gave a plaintext and rejected the data in one answer"},
        BadAnswer{R"(say({"id": request["id"], "plaintext": "x",
             "plaintextBase64": ""}))",
                  "several ways at once"},
        BadAnswer{R"(say('{"id": "1", "plaintext": "' + "a" * 100_000_000))",
                  "printed more than 8 388 608 bytes without the end of a "
                  "line"},
        BadAnswer{R"(os.close(1); signal.pause())",
                  "closed its standard output while it was still running"}));

TEST(SessionAdapter, ChargesASecondAnswerToItsOwnQuestion) {
  Session program(python_session(R"(
def answer(request):
    say({"id": request["id"], "plaintext": "x"})
    if request["data"] == "twice":
        say({"id": request["id"], "plaintext": "x"})
)"));

  program.ask("twice", 7);
  const DecryptorAnswer next = program.ask("once", 8);
  program.adapter().finish();

  EXPECT_EQ(next.kind, AnswerKind::kAccepted);
  EXPECT_THAT(program.adapter().take_late_findings(),
              ElementsAre(Finding(7, "a second time")));
}

TEST(SessionAdapter, FindsALineThatNobodyAskedForAtTheEnd) {
  Session program(python_session(R"(
def answer(request):
    say({"id": request["id"], "plaintext": "x"})
    say("goodbye")
)"));

  program.ask("00", 5);
  program.adapter().finish();

  EXPECT_THAT(program.adapter().take_late_findings(),
              ElementsAre(Finding(5, "nobody asked for: \"goodbye\"")));
}

TEST(SessionAdapter, StartsAgainAfterACrash) {
  Session program(python_session(R"(
def answer(request):
    if request["data"] == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    say({"id": request["id"], "plaintext": "alive"})
)"));

  const DecryptorAnswer crash = program.ask("crash");
  const DecryptorAnswer next = program.ask("00");

  EXPECT_EQ(crash.kind, AnswerKind::kCrashed);
  EXPECT_THAT(crash.reason, HasSubstr("SIGSEGV"));
  EXPECT_EQ(next.plaintext, "alive");
}

TEST(SessionAdapter, GoesOnAfterAHang) {
  Session program(python_session(R"(
signal.signal(signal.SIGTERM, signal.SIG_IGN)
def answer(request):
    if request["data"] == "hang":
        signal.pause()
    say({"id": request["id"], "plaintext": "alive"})
)"),
                  0.05);

  const DecryptorAnswer hang = program.ask("hang");
  const DecryptorAnswer next = program.ask("00");

  EXPECT_EQ(hang.kind, AnswerKind::kHung);
  EXPECT_EQ(next.plaintext, "alive");
}

TEST(SessionAdapter, ExchangesAMegabyteWithoutADeadLock) {
  Session program(python_session(R"(
def answer(request):
    say({"id": request["id"], "plaintext": request["data"]})
)"));
  const std::string big(1 << 20, 'a');

  EXPECT_EQ(program.ask(big).plaintext, big);
}

TEST(SessionAdapter, KeepsWhatWasSaidOnStandardErrorWithItsQuestion) {
  Session program(python_session(R"(
def answer(request):
    sys.stderr.write("about " + request["data"])
    sys.stderr.flush()
    say({"id": request["id"], "rejected": ""})
)"));

  EXPECT_EQ(program.ask("one").errors, "about one");
  EXPECT_EQ(program.ask("two").errors, "about two");
}

TEST(SessionAdapter, StopsAProgramThatPrintsErrorsForEver) {
  Session program(python_session(R"(
def answer(request):
    while True: sys.stderr.write("x" * 65536)
)"));

  EXPECT_EQ(program.ask("00").kind, AnswerKind::kViolation);
}

TEST(SessionAdapter, EndsInPeace) {
  Session program(python_session(R"(
def answer(request):
    say({"id": request["id"], "plaintext": ""})
)"));
  program.ask("00");

  program.adapter().finish();

  EXPECT_THAT(program.adapter().take_notes(), IsEmpty());
  EXPECT_THAT(program.adapter().take_late_findings(), IsEmpty());
}

TEST(SessionAdapter, NotesAProgramThatNeitherStopsNorMindsSigterm) {
  Session program(Script("/usr/bin/env python3", R"(
import json, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(json.dumps({"ready": {}}), flush=True)
for line in sys.stdin:
    message = json.loads(line)
    if "decrypt" in message:
        print(json.dumps({"id": message["decrypt"]["id"], "plaintext": ""}), flush=True)
while True: signal.pause()
)"),
                  0.1);
  program.ask("00");

  program.adapter().finish();

  EXPECT_THAT(program.adapter().take_notes(),
              ElementsAre(HasSubstr("did not end when it was asked"),
                          HasSubstr("ignored SIGTERM")));
}

TEST(SessionAdapter, NotesAnExitCodeThatIsNotZero) {
  Session program(python_session(R"(
import atexit
atexit.register(lambda: os._exit(4))
def answer(request):
    say({"id": request["id"], "plaintext": ""})
)"));
  program.ask("00");

  program.adapter().finish();

  EXPECT_THAT(program.adapter().take_notes(),
              ElementsAre("asked to stop, it exited with 4"));
}

}  // namespace
}  // namespace chefs::conformance
