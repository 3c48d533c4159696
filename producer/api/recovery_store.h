// What the recovery API serves: submissions that were published, by id, each
// with the form and the API key that open it. Bounded: of submissions made here
// only what remakes them is kept, so that a long run costs little.
// Not a database: what is pushed out by newer ones is answered with 404.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "contract/secret.h"
#include "producer/generator/form.h"

namespace chefs::producer {

struct RecoveryStoreLimits {
  std::size_t submissions = 100'000;
  // Of texts that other processes handed in.
  std::size_t text_bytes = 256 << 20;
};

// A download as another process made it.
struct ForeignDownload {
  std::string form_id;
  // {"submission","version","form"}, as it is to be answered.
  std::string text;
};

// Thread-safe.
class RecoveryStore {
 public:
  explicit RecoveryStore(RecoveryStoreLimits limits = {}) : limits_(limits) {}

  void add_form(const std::string& form_id, const contract::Secret& api_key);
  // The latest state replaces the one before.
  void keep(const Submission& submission);
  void keep(const std::string& submission_id, ForeignDownload download);

  // Whether the key is that form's.
  bool is_key_of(std::string_view form_id, std::string_view api_key) const;
  // The form that the submission was made with, if it is kept.
  std::optional<std::string> form_of(const std::string& submission_id) const;
  // What the API answers.
  std::optional<std::string> download(const std::string& submission_id) const;

 private:
  using Kept = std::variant<Submission, ForeignDownload>;

  void keep(const std::string& submission_id, Kept kept);
  void drop_oldest();
  static std::size_t text_bytes(const Kept& kept);

  const RecoveryStoreLimits limits_;
  mutable std::mutex mutex_;
  std::map<std::string, contract::Secret, std::less<>> api_keys_;
  std::map<std::string, Kept> kept_;
  // Ids, oldest first.
  std::deque<std::string> order_;
  std::size_t total_text_bytes_ = 0;
};

}  // namespace chefs::producer
