// The named bugs, one table a subject; names and what each stands for are
// listed in scenarios/decryptor/mutants.json, which a test compares with these.
//
//   {"lower-cases-key", [](Steps& s) { s.password = lower; }}
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "tests/mutants/decryptor/steps.h"

namespace chefs::mutants {

struct Bug {
  std::string_view name;
  std::function<void(Steps&)> put_into;
};

std::vector<Bug> key_bugs();
std::vector<Bug> derivation_bugs();
std::vector<Bug> layout_bugs();
std::vector<Bug> tag_bugs();
std::vector<Bug> length_bugs();
std::vector<Bug> hex_bugs();
std::vector<Bug> type_bugs();
std::vector<Bug> plaintext_bugs();
std::vector<Bug> text_bugs();
std::vector<Bug> unicode_bugs();
std::vector<Bug> json_bugs();
std::vector<Bug> size_bugs();
std::vector<Bug> session_bugs();
std::vector<Bug> legacy_bugs();
std::vector<Bug> secret_bugs();
std::vector<Bug> exit_bugs();

std::vector<Bug> all_bugs();

// Building blocks of bugs.

// Opens as before, and hands the result to the bug.
using Change = std::function<Opened(const Request&, Opened)>;
void change_result(Steps& steps, Change change);
// What is rejected is tried once more with another bug put in.
void also_try(Steps& steps, std::function<void(Steps&)> put_into);
// Changes the plaintext on its way out.
void change_plaintext(Steps& steps, std::function<Bytes(const Bytes&)> change);
// Rejects plaintexts for which the test is false.
void require_plaintext(Steps& steps, std::function<bool(const Bytes&)> test);

}  // namespace chefs::mutants
