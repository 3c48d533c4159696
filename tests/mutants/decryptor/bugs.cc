#include "tests/mutants/decryptor/bugs.h"

#include <utility>

namespace chefs::mutants {

std::vector<Bug> all_bugs() {
  std::vector<Bug> all;
  for (const auto& table :
       {key_bugs, derivation_bugs, layout_bugs, tag_bugs, length_bugs, hex_bugs,
        type_bugs, plaintext_bugs, text_bugs, unicode_bugs, json_bugs,
        size_bugs, session_bugs, legacy_bugs, secret_bugs, exit_bugs}) {
    std::vector<Bug> bugs = table();
    all.insert(all.end(), bugs.begin(), bugs.end());
  }
  return all;
}

void change_result(Steps& steps, Change change) {
  steps.open = [before = std::move(steps.open), change = std::move(change)](
                   const Request& request, const Steps& current) {
    return change(request, before(request, current));
  };
}

void also_try(Steps& steps, std::function<void(Steps&)> put_into) {
  change_result(steps, [put_into = std::move(put_into)](const Request& request,
                                                        Opened opened) {
    if (!is_rejected(opened)) return opened;
    Steps other = right_steps();
    put_into(other);
    Opened second = other.open(request, other);
    return is_rejected(second) ? opened : second;
  });
}

void change_plaintext(Steps& steps, std::function<Bytes(const Bytes&)> change) {
  steps.present = [change = std::move(change)](const Bytes& plaintext) {
    return Opened(change(plaintext));
  };
}

void require_plaintext(Steps& steps, std::function<bool(const Bytes&)> test) {
  steps.present = [test = std::move(test)](const Bytes& plaintext) -> Opened {
    if (test(plaintext)) return plaintext;
    return Rejected{"the plaintext is not as expected"};
  };
}

}  // namespace chefs::mutants
