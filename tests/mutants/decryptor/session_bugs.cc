// Bugs that carry something over from one input to the next. What they keep
// lives in their closures, so in one-shot runs they do no harm.
#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "tests/mutants/decryptor/bugs.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;
using Name = std::function<Bytes(const Bytes& password, const Bytes& salt)>;

PutInto caches_key_by(Name name) {
  return [name](Steps& steps) {
    auto known = std::make_shared<std::map<Bytes, Bytes>>();
    steps.derive = [name, known, derive = steps.derive](const Bytes& password,
                                                        const Bytes& salt) {
      const Bytes called = name(password, salt);
      const auto entry = known->find(called);
      if (entry != known->end()) return entry->second;
      return known->emplace(called, derive(password, salt)).first->second;
    };
  };
}

void keeps_first_key(Steps& steps) {
  auto first = std::make_shared<std::optional<Bytes>>();
  steps.password = [first](const Bytes& key) {
    if (!*first) *first = key;
    return **first;
  };
}

void keeps_first_iv(Steps& steps) {
  auto known = std::make_shared<std::map<Bytes, Bytes>>();
  steps.decipher = [known, decipher = steps.decipher](const Bytes& aes_key,
                                                      Parts parts) {
    parts.iv = known->emplace(aes_key, parts.iv).first->second;
    return decipher(aes_key, parts);
  };
}

void caches_plaintext_by_text(Steps& steps) {
  auto known = std::make_shared<std::map<std::string, Bytes>>();
  change_result(steps,
                [known](const Request& request, Opened opened) -> Opened {
                  const std::string text = request.data.dump();
                  const auto entry = known->find(text);
                  if (entry != known->end()) return entry->second;
                  if (!is_rejected(opened))
                    known->emplace(text, std::get<Bytes>(opened));
                  return opened;
                });
}

void keeps_buffer_tail(Steps& steps) {
  auto buffer = std::make_shared<Bytes>();
  change_plaintext(steps, [buffer](const Bytes& plaintext) {
    buffer->resize(std::max(buffer->size(), plaintext.size()));
    std::copy(plaintext.begin(), plaintext.end(), buffer->begin());
    return *buffer;
  });
}

// After so many rejections in a row there is nothing but rejections.
PutInto gives_up_after(int rejections) {
  return [rejections](Steps& steps) {
    auto in_a_row = std::make_shared<int>(0);
    change_result(
        steps, [in_a_row, rejections](const Request&, Opened opened) -> Opened {
          if (*in_a_row >= rejections) return Rejected{"broken since a while"};
          *in_a_row = is_rejected(opened) ? *in_a_row + 1 : 0;
          return opened;
        });
  };
}

void returns_last_plaintext(Steps& steps) {
  auto last = std::make_shared<std::optional<Bytes>>();
  steps.present = [last](const Bytes& plaintext) {
    *last = plaintext;
    return Opened(plaintext);
  };
  steps.on_mismatch = [last](const Bytes& unverified) -> Opened {
    if (*last) return **last;
    return Rejected{"the tag does not verify", unverified};
  };
}

void refuses_repeats(Steps& steps) {
  auto seen = std::make_shared<std::set<std::string>>();
  change_result(steps, [seen](const Request& request, Opened opened) -> Opened {
    if (is_rejected(opened)) return opened;
    if (!seen->insert(request.data.dump()).second)
      return Rejected{"seen before"};
    return opened;
  });
}

void exits_after_rejection(Steps& steps) {
  steps.ends_after = [](const Request& request, const Opened& opened) {
    return is_rejected(opened) && !request.data.is_string();
  };
}

}  // namespace

std::vector<Bug> session_bugs() {
  return {
      {"caches-key-by-password",
       caches_key_by(
           [](const Bytes& password, const Bytes&) { return password; })},
      {"caches-key-by-salt",
       caches_key_by([](const Bytes&, const Bytes& salt) { return salt; })},
      {"caches-key-by-salt-prefix",
       caches_key_by([](const Bytes& password, const Bytes& salt) {
         return password + '/' + salt.substr(0, 16);
       })},
      {"keeps-first-key", keeps_first_key},
      {"keeps-first-iv", keeps_first_iv},
      {"caches-plaintext-by-text", caches_plaintext_by_text},
      {"keeps-buffer-tail", keeps_buffer_tail},
      {"stays-rejecting", gives_up_after(1)},
      {"returns-last-plaintext", returns_last_plaintext},
      {"refuses-repeats", refuses_repeats},
      {"gives-up-after-three-rejections", gives_up_after(3)},
      {"exits-after-rejection", exits_after_rejection},
  };
}

}  // namespace chefs::mutants
