#include "consumer-kit/conformance/decryptor/control_results.h"

#include "consumer-kit/conformance/suite/digest.h"
#include "contract/cryptr.h"

namespace chefs::conformance {
namespace {

std::string name_of(std::string_view key, std::string_view data) {
  return sha256_hex(std::string(key) + '\0' + std::string(data));
}

}  // namespace

std::string with_changed_tag(std::string data) {
  if (data.size() < contract::kMinSealedHexDigits) return data;
  const std::size_t last_of_tag = contract::kMinSealedHexDigits - 1;
  const char other = data[last_of_tag] == '0' ? '1' : '0';
  return data.replace(last_of_tag, 1, 1, other);
}

std::size_t ControlResults::add(DecryptorControl control, Need need) {
  const std::string question = name_of(control.key, control.data);
  const std::string name =
      (need == Need::kAccepted ? "accepted " : "refused ") + question;
  const std::lock_guard lock(mutex_);
  const auto [at, is_new] = numbers_.try_emplace(name, entries_.size());
  if (is_new) entries_.push_back({std::move(control), need});
  return at->second;
}

std::size_t ControlResults::need_accepted(DecryptorControl control) {
  return add(std::move(control), Need::kAccepted);
}

std::size_t ControlResults::need_refused_counterpart(DecryptorControl control) {
  control.data = with_changed_tag(std::move(control.data));
  return add(std::move(control), Need::kRefused);
}

void ControlResults::settle_accepted(std::string_view key,
                                     std::string_view data) {
  std::string name = name_of(key, data);
  const std::lock_guard lock(mutex_);
  settled_[std::move(name)] = true;
}

std::vector<std::size_t> ControlResults::unsettled() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    const bool known =
        entry.need == Need::kAccepted &&
        settled_.contains(name_of(entry.control.key, entry.control.data));
    if (!known && !entry.is_asked) numbers.push_back(i);
  }
  return numbers;
}

void ControlResults::ask(std::size_t number, DecryptorAdapter& adapter) {
  const DecryptorControl& control = entries_.at(number).control;
  const contract::Json data = control.data;
  const DecryptorAnswer answer =
      adapter.ask({.number = kNoQuestion, .key = control.key, .data = data});
  const bool gives_it = answer.kind == AnswerKind::kAccepted &&
                        answer.plaintext == control.plaintext;
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[number];
  entry.is_asked = true;
  entry.is_shown =
      entry.need == Need::kAccepted
          ? gives_it
          : answer.kind == AnswerKind::kRejected ||
                (answer.kind == AnswerKind::kAccepted && !gives_it);
}

bool ControlResults::is_shown(std::size_t number) const {
  const std::lock_guard lock(mutex_);
  const Entry& entry = entries_.at(number);
  if (entry.is_asked) return entry.is_shown;
  return settled_.contains(name_of(entry.control.key, entry.control.data));
}

}  // namespace chefs::conformance
