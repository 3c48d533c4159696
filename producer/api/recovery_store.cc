#include "producer/api/recovery_store.h"

#include <sodium.h>

#include <utility>

#include "contract/js_json.h"
#include "producer/generator/rows.h"

namespace chefs::producer {
namespace {

bool are_equal(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

void RecoveryStore::add_form(const std::string& form_id,
                             const contract::Secret& api_key) {
  const std::lock_guard lock(mutex_);
  api_keys_[form_id] = api_key;
}

void RecoveryStore::keep(const Submission& submission) {
  keep(submission.id, Kept(submission));
}

void RecoveryStore::keep(const std::string& submission_id,
                         ForeignDownload download) {
  keep(submission_id, Kept(std::move(download)));
}

void RecoveryStore::keep(const std::string& submission_id, Kept kept) {
  const std::lock_guard lock(mutex_);
  total_text_bytes_ += text_bytes(kept);
  const auto [entry, is_new] = kept_.try_emplace(submission_id);
  if (is_new) {
    order_.push_back(submission_id);
  } else {
    total_text_bytes_ -= text_bytes(entry->second);
  }
  entry->second = std::move(kept);
  while (order_.size() > limits_.submissions ||
         (total_text_bytes_ > limits_.text_bytes && order_.size() > 1)) {
    drop_oldest();
  }
}

void RecoveryStore::drop_oldest() {
  const auto oldest = kept_.find(order_.front());
  total_text_bytes_ -= text_bytes(oldest->second);
  kept_.erase(oldest);
  order_.pop_front();
}

std::size_t RecoveryStore::text_bytes(const Kept& kept) {
  const auto* download = std::get_if<ForeignDownload>(&kept);
  return download == nullptr ? 0 : download->text.size();
}

bool RecoveryStore::is_key_of(std::string_view form_id,
                              std::string_view api_key) const {
  const std::lock_guard lock(mutex_);
  const auto found = api_keys_.find(form_id);
  return found != api_keys_.end() && are_equal(found->second.reveal(), api_key);
}

std::optional<std::string> RecoveryStore::form_of(
    const std::string& submission_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(submission_id);
  if (found == kept_.end()) return std::nullopt;
  if (const auto* own = std::get_if<Submission>(&found->second)) {
    return own->version->form_id;
  }
  return std::get<ForeignDownload>(found->second).form_id;
}

std::optional<std::string> RecoveryStore::download(
    const std::string& submission_id) const {
  std::optional<Submission> own;
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(submission_id);
    if (found == kept_.end()) return std::nullopt;
    if (const auto* text = std::get_if<ForeignDownload>(&found->second)) {
      return text->text;
    }
    own = std::get<Submission>(found->second);
  }
  // Remaking a large one takes milliseconds: not under the lock.
  return contract::stringify(submission_download(*own));
}

}  // namespace chefs::producer
