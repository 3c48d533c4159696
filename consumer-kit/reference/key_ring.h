// Secrets by form: encryption keys, or keys of the CHEFS API. One may stand for
// all forms, and a form may have its own, which then goes first.
// Not a store: it keeps what it is given in memory and wipes it at the end.
//
//   KeyRing keys;
//   keys.set_for_all(Secret("…"));
//   auto fault = keys.add_json(text, "ENCRYPTION_KEYS");  // {"<form id>":"…"}
//   for (const Secret* key : keys.candidates(form_id)) …
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/secret.h"

namespace chefs::consumer {

// Copies share nothing. Not thread-safe while it is being filled.
class KeyRing {
 public:
  void set_for_all(contract::Secret key);
  void set_for_form(std::string form_id, contract::Secret key);

  // A JSON object, form id → key; "*" stands for all forms. What is wrong with
  // it is told without quoting it, and nothing of it is taken. The origin
  // (a variable, a file) begins the sentence.
  std::optional<std::string> add_json(std::string_view text,
                                      const std::string& origin);

  bool empty() const { return !for_all_ && by_form_.empty(); }
  // In the order in which they are to be tried. Valid while this lives and is
  // not changed.
  std::vector<const contract::Secret*> candidates(
      std::string_view form_id) const;

 private:
  std::optional<contract::Secret> for_all_;
  std::map<std::string, contract::Secret, std::less<>> by_form_;
};

}  // namespace chefs::consumer
