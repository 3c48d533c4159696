// The wrong decryptors that the decryptor suite must catch, switched by name.
// A right decryptor with one bug put in, or a program that does not decrypt at
// all. Never to be copied from: see consumer-kit/examples for right ones.
//
//   mutant_decryptor --mutant hex-decodes-key              one input
//   mutant_decryptor --mutant hex-decodes-key --session    JSON lines
//   mutant_decryptor --mutant sha256-prf+trims-key         with both bugs
//   mutant_decryptor --list                                the names
#include <sys/resource.h>

#include <iostream>
#include <string_view>
#include <vector>

#include "tests/mutants/decryptor/adapters.h"
#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/null_adapters.h"

namespace {

using namespace chefs::mutants;

std::vector<Bug> all_programs() {
  std::vector<Bug> all = all_bugs();
  for (const Bug& program : null_adapters()) all.push_back(program);
  return all;
}

int list() {
  for (const Bug& bug : all_programs()) std::cout << bug.name << '\n';
  return 0;
}

// Gives whether there is one of that name; "none" leaves the steps right.
bool put_one_into(Steps& steps, std::string_view name) {
  for (const Bug& bug : all_programs()) {
    if (bug.name != name) continue;
    bug.put_into(steps);
    return true;
  }
  return name == "none";
}

// Several with a + between.
bool put_into(Steps& steps, std::string_view names) {
  for (;;) {
    const std::size_t plus = names.find('+');
    if (!put_one_into(steps, names.substr(0, plus))) return false;
    if (plus == std::string_view::npos) return true;
    names.remove_prefix(plus + 1);
  }
}

// Some crash on purpose, and nobody wants the dumps.
void leave_no_core_file() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1 && arguments[0] == "--list") return list();
  const bool is_called_rightly = arguments.size() >= 2 &&
                                 arguments[0] == "--mutant" &&
                                 arguments.size() <= 3;
  Steps steps = right_steps();
  if (!is_called_rightly || !put_into(steps, arguments[1])) {
    std::cerr << "usage: mutant_decryptor --mutant NAME [--session] | --list\n";
    return 2;
  }
  leave_no_core_file();
  return arguments.size() == 3 ? run_session(steps) : run_one_shot(steps);
}
