#include "consumer-kit/conformance/decryptor_probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "consumer-kit/conformance/decryptor_judge.h"
#include "consumer-kit/conformance/secret_search.h"
#include "consumer-kit/conformance/shown_text.h"
#include "consumer-kit/conformance/text_changes.h"
#include "contract/cryptr.h"
#include "contract/hex.h"
#include "contract/secret.h"

namespace chefs::conformance {
namespace {

std::string random_hex(contract::RandomSource& random) {
  std::array<std::byte, 32> bytes{};
  random.fill(bytes);
  return contract::to_hex(bytes);
}

std::string in_words(const DecryptorAnswer& answer) {
  switch (answer.kind) {
    case AnswerKind::kAccepted:
      return "accepted it, with " + shown(answer.plaintext);
    case AnswerKind::kRejected:
      return answer.reason.empty() ? "rejected it"
                                   : "rejected it: " + shown(answer.reason);
    case AnswerKind::kUnsupported:
      return "does not support it: " + shown(answer.reason);
    default:
      return answer.reason;
  }
}

bool broke_down(const DecryptorAnswer& answer) {
  return answer.kind == AnswerKind::kCrashed ||
         answer.kind == AnswerKind::kHung ||
         answer.kind == AnswerKind::kViolation;
}

// However it was dressed up, be it in capitals: who prints it has decrypted.
bool shows_plaintext(const DecryptorAnswer& answer, std::string_view text) {
  const std::string lower = lower_cased(text);
  return std::ranges::any_of(std::array{&answer.plaintext, &answer.released},
                             [&](const std::string* printed) {
                               return find_part_of_secret(*printed, text) ||
                                      find_part_of_secret(lower_cased(*printed),
                                                          lower);
                             });
}

ProbeResult broken(std::string why) {
  return {OutcomeKind::kFail, std::move(why), false};
}

ProbeResult meaningless(std::string why) {
  return {OutcomeKind::kError, std::move(why), false};
}

std::optional<ProbeResult> probe_unknown(DecryptorAdapter& adapter) {
  const std::optional<DecryptorAnswer> answer = adapter.ask_unknown();
  if (!answer || answer->kind == AnswerKind::kUnsupported) return std::nullopt;
  if (broke_down(*answer))
    return broken("asked something that it cannot know, it " + answer->reason);
  return meaningless(fmt::format(
      "asked something that it cannot know, it {} instead of answering "
      "\"unsupported\": its other answers cannot be trusted either",
      in_words(*answer)));
}

bool accepts_any(DecryptorAdapter& adapter,
                 const std::vector<DecryptorCheck>& last_resort) {
  return std::ranges::any_of(last_resort, [&](const DecryptorCheck& check) {
    const DecryptorInput input = check.input();
    if (input.plaintext.size() < kGuessableBytes) return false;
    const DecryptorAnswer answer = adapter.ask(
        {.number = kNoQuestion, .key = check.key, .data = input.data});
    return shows_plaintext(answer, input.plaintext);
  });
}

}  // namespace

ProbePair make_probe(contract::RandomSource& random) {
  ProbePair pair;
  pair.valid.key = random_hex(random);
  pair.other_key = random_hex(random);
  pair.valid.plaintext = fmt::format(R"({{"probe":"{}"}})", random_hex(random));
  pair.valid.data = contract::seal(pair.valid.plaintext,
                                   contract::Secret(pair.valid.key), random);
  return pair;
}

ProbeResult probe(DecryptorAdapter& adapter, const ProbePair& pair,
                  const std::vector<DecryptorCheck>& last_resort) {
  if (auto unusable = probe_unknown(adapter)) return *unusable;
  const contract::Json data = pair.valid.data;
  const DecryptorAnswer valid =
      adapter.ask({.number = kNoQuestion, .key = pair.valid.key, .data = data});
  if (valid.kind == AnswerKind::kHung)
    return broken("given valid data, it " + valid.reason);
  if (shows_plaintext(valid, pair.valid.plaintext))
    return {std::nullopt, "",
            valid.kind == AnswerKind::kAccepted &&
                valid.plaintext == pair.valid.plaintext};
  if (accepts_any(adapter, last_resort)) return {std::nullopt, "", false};
  if (broke_down(valid)) return broken("given valid data, it " + valid.reason);
  const DecryptorAnswer other =
      adapter.ask({.number = kNoQuestion, .key = pair.other_key, .data = data});
  return meaningless(fmt::format(
      "given valid data and the right key, it {}; given the same data and a "
      "wrong key, it {}. No known mistake explains that, so nothing tells it "
      "from a program that does not decrypt at all. Check first that the key "
      "and the data reach your code as docs/decryptor-adapters.md says",
      in_words(valid), in_words(other)));
}

}  // namespace chefs::conformance
