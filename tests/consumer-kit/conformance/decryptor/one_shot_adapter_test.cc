#include "consumer-kit/conformance/decryptor/one_shot_adapter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/script.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OneShot {
 public:
  explicit OneShot(Script script, double patience = 1.0)
      : script_(std::move(script)),
        timeouts_(patience),
        adapter_(script_.program(), timeouts_, stop_) {}

  DecryptorAnswer ask(const Json& data, std::string_view key = "a key") {
    return adapter_.ask({.number = 0, .key = key, .data = data});
  }
  OneShotAdapter& adapter() { return adapter_; }
  StopEvent& stop() { return stop_; }

 private:
  Script script_;
  Timeouts timeouts_;
  StopEvent stop_;
  OneShotAdapter adapter_;
};

TEST(OneShotAdapter, HandsOverTheKeyInTheEnvironmentAndTheDataOnStandardInput) {
  OneShot program(shell("printf '%s|' \"$ENCRYPTION_KEY\"; cat"));

  const DecryptorAnswer answer = program.ask("c0ffee", "clé \"ключ\" $x");

  EXPECT_EQ(answer.kind, AnswerKind::kAccepted);
  EXPECT_EQ(answer.plaintext, "clé \"ключ\" $x|c0ffee");
}

TEST(OneShotAdapter, SendsAnObjectAsItsCompactText) {
  OneShot program(shell("cat"));

  EXPECT_EQ(program.ask(Json::object()).plaintext, "{}");
}

TEST(OneShotAdapter, TakesStandardOutputByteForByte) {
  OneShot program(shell("printf 'a\\0b\\377\\n\\n'"));

  EXPECT_EQ(program.ask("").plaintext, std::string("a\0b\377\n\n", 6));
}

TEST(OneShotAdapter, TakesExitCodeOneForARejection) {
  OneShot program(shell("printf early; echo why >&2; exit 1"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kRejected);
  EXPECT_EQ(answer.released, "early");
  EXPECT_EQ(answer.errors, "why\n");
}

TEST(OneShotAdapter, TakesAnotherExitCodeForACrash) {
  OneShot program(shell("exit 2"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kCrashed);
  EXPECT_EQ(answer.reason, "exited with 2");
}

TEST(OneShotAdapter, NamesTheSignalThatKilledTheProgram) {
  OneShot program(shell("kill -SEGV $$"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kCrashed);
  EXPECT_EQ(answer.reason, "was killed by SIGSEGV (Segmentation fault)");
}

TEST(OneShotAdapter, ExplainsWhatAShellMeansByItsExitCodes) {
  OneShot missing(shell("exec no-such-program"));
  OneShot not_executable(shell("exec /etc/passwd"));
  OneShot aborted(shell("exit 134"));

  EXPECT_THAT(missing.ask("00").reason, HasSubstr("127: a shell says so when "
                                                  "a program is not found"));
  EXPECT_THAT(not_executable.ask("00").reason,
              HasSubstr("126: a shell says so when a program is not "
                        "executable"));
  EXPECT_THAT(aborted.ask("00").reason, HasSubstr("killed by SIGABRT"));
}

TEST(OneShotAdapter, ExchangesAMegabyteWithoutADeadLock) {
  OneShot program(shell("cat"));
  const std::string big(1 << 20, 'a');

  const DecryptorAnswer answer = program.ask(big);

  EXPECT_EQ(answer.kind, AnswerKind::kAccepted);
  EXPECT_EQ(answer.plaintext, big);
}

TEST(OneShotAdapter, DoesNotMindAProgramThatReadsNoInput) {
  OneShot program(shell("exec <&-; exit 1"));
  const std::string big(1 << 20, 'a');

  EXPECT_EQ(program.ask(big).kind, AnswerKind::kRejected);
}

TEST(OneShotAdapter, StopsAProgramThatPrintsForEver) {
  OneShot program(shell("exec yes"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kViolation);
  EXPECT_EQ(answer.reason, "printed more than 8 388 608 bytes and was stopped");
}

TEST(OneShotAdapter, StopsAProgramThatPrintsErrorsForEver) {
  OneShot program(shell("exec yes >&2"));

  EXPECT_EQ(program.ask("00").kind, AnswerKind::kViolation);
}

TEST(OneShotAdapter, StopsAProgramThatHangs) {
  OneShot program(shell("exec tail -f /dev/null"), 0.03);

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kHung);
  EXPECT_THAT(answer.reason, HasSubstr("had not ended after 0.3 s"));
}

TEST(OneShotAdapter, StopsAProgramThatIgnoresSigterm) {
  OneShot program(shell("trap '' TERM; exec tail -f /dev/null"), 0.03);

  EXPECT_EQ(program.ask("00").kind, AnswerKind::kHung);
}

TEST(OneShotAdapter, StopsAProgramThatClosedItsOutputButDoesNotEnd) {
  OneShot program(shell("exec >&- 2>&-; kill -STOP $$"), 0.03);

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kHung);
  EXPECT_THAT(answer.reason, HasSubstr("closed its output already"));
}

TEST(OneShotAdapter, IsNotHeldUpByAGrandchildThatKeepsThePipe) {
  OneShot program(shell("tail -f /dev/null & printf plain; exit 0"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.kind, AnswerKind::kAccepted);
  EXPECT_EQ(answer.plaintext, "plain");
}

TEST(OneShotAdapter, IsNotHeldUpByAGrandchildInASessionOfItsOwn) {
  OneShot program(
      shell("exec 3>&1; "
            "started=$(setsid sh -c "
            "'tail --pid=$0 -f /dev/null >&3 2>&3 & echo yes' $PPID); "
            "printf plain"));

  const DecryptorAnswer answer = program.ask("00");

  EXPECT_EQ(answer.plaintext, "plain");
  EXPECT_THAT(program.adapter().take_notes(),
              ElementsAre(HasSubstr("left a process behind")));
}

TEST(OneShotAdapter, EndsAtOnceWhenTheRunIsStopped) {
  OneShot program(shell("exec tail -f /dev/null"));
  program.stop().request();

  EXPECT_EQ(program.ask("00").kind, AnswerKind::kInterrupted);
}

TEST(OneShotAdapter, CannotStartAScriptWhoseInterpreterIsMissing) {
  OneShot program(Script("/no/such/interpreter", "exit 0"));

  EXPECT_THROW(program.ask("00"), base::EnvironmentError);
}

std::string refusal(std::vector<std::string> words) {
  try {
    find_program(std::move(words));
  } catch (const base::EnvironmentError& error) {
    return error.what();
  }
  return "found";
}

TEST(FindProgram, TellsMissingFromNotExecutable) {
  EXPECT_THAT(refusal({"./no-such-decryptor"}),
              HasSubstr("there is no such file (a shell would exit with 127)"));
  EXPECT_THAT(refusal({"no-such-decryptor"}),
              HasSubstr("it is in no folder of PATH (a shell would exit with "
                        "127)"));
  EXPECT_THAT(refusal({"/etc/passwd"}),
              HasSubstr("it is not executable (a shell would exit with 126)"));
  EXPECT_THAT(refusal({"/etc"}),
              HasSubstr("it is a folder (a shell would exit with 126)"));
}

TEST(FindProgram, FindsNamesInThePathAsAShellDoes) {
  const Program program = find_program({"sh", "-c", "exit"});

  EXPECT_EQ(program.file.filename(), "sh");
  EXPECT_THAT(program.words, ElementsAre("sh", "-c", "exit"));
}

}  // namespace
}  // namespace chefs::conformance
