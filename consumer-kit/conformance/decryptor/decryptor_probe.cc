#include "consumer-kit/conformance/decryptor/decryptor_probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "base/text.h"
#include "consumer-kit/conformance/decryptor/decryptor_judge.h"
#include "consumer-kit/conformance/decryptor/text_changes.h"
#include "consumer-kit/conformance/process/secret_search.h"
#include "consumer-kit/conformance/report/shown_text.h"
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
  const std::string lower = base::lower_case(text);
  return std::ranges::any_of(std::array{&answer.plaintext, &answer.released},
                             [&](const std::string* printed) {
                               return find_part_of_secret(*printed, text) ||
                                      find_part_of_secret(
                                          base::lower_case(*printed), lower);
                             });
}

ProbeResult broken(std::string why) {
  return {ProbeResult::Kind::kBroken, std::move(why), false};
}

std::optional<ProbeResult> probe_unknown(DecryptorAdapter& adapter) {
  const std::optional<DecryptorAnswer> answer = adapter.ask_unknown();
  if (!answer || answer->kind == AnswerKind::kUnsupported) return std::nullopt;
  if (answer->kind == AnswerKind::kInterrupted) return ProbeResult{};
  if (broke_down(*answer))
    return broken("asked something that it cannot know, it " + answer->reason);
  return broken(fmt::format(
      "asked something that it cannot know, it {} instead of answering "
      "\"unsupported\": its other answers cannot be trusted either",
      in_words(*answer)));
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

ProbeResult probe(DecryptorAdapter& adapter, const ProbePair& pair) {
  if (auto unusable = probe_unknown(adapter)) return *unusable;
  const contract::Json data = pair.valid.data;
  const DecryptorAnswer valid =
      adapter.ask({.number = kNoQuestion, .key = pair.valid.key, .data = data});
  // The run is stopped: every case will end so.
  if (valid.kind == AnswerKind::kInterrupted) return {};
  if (valid.kind == AnswerKind::kHung)
    return broken("given valid data, it " + valid.reason);
  if (shows_plaintext(valid, pair.valid.plaintext))
    return {ProbeResult::Kind::kOpens, "",
            valid.kind == AnswerKind::kAccepted &&
                valid.plaintext == pair.valid.plaintext};
  if (broke_down(valid))
    return {ProbeResult::Kind::kOpensNothing,
            "given valid data, it " + valid.reason, false};
  const DecryptorAnswer other =
      adapter.ask({.number = kNoQuestion, .key = pair.other_key, .data = data});
  return {ProbeResult::Kind::kOpensNothing,
          fmt::format("given valid data and the right key, it {}; given the "
                      "same data and a wrong key, it {}",
                      in_words(valid), in_words(other)),
          false};
}

OpenedInput find_opened(AdapterPool& pool, std::size_t inputs,
                        const std::function<MistakenInput(std::size_t)>& make,
                        std::size_t at_least,
                        std::chrono::steady_clock::time_point deadline) {
  std::mutex mutex;
  OpenedInput opened;
  bool is_stopped = false;
  pool.work_through(inputs, [&](DecryptorAdapter& adapter, std::size_t number) {
    {
      const std::lock_guard lock(mutex);
      const bool is_late =
          number >= at_least && std::chrono::steady_clock::now() > deadline;
      if (opened.number || is_stopped || is_late) return;
      ++opened.tried;
    }
    const MistakenInput input = make(number);
    if (input.plaintext.size() < kGuessableBytes) return;
    const DecryptorAnswer answer = adapter.ask(
        {.number = kNoQuestion, .key = input.key, .data = input.data});
    const bool is_opened = shows_plaintext(answer, input.plaintext);
    const std::lock_guard lock(mutex);
    is_stopped |= answer.kind == AnswerKind::kInterrupted;
    if (!is_opened) return;
    if (!opened.number || *opened.number > number) opened.number = number;
  });
  return opened;
}

}  // namespace chefs::conformance
