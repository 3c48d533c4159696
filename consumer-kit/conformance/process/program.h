// The program under test as it was typed, and the file that will be run.
// Found before anything runs, as a shell would find it, so that a typing
// mistake is never counted as a failed case.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace chefs::conformance {

struct Program {
  std::filesystem::path file;
  // As typed; the first word is the program's name.
  std::vector<std::string> words;
};

// `words` is not empty. Throws base::EnvironmentError that tells a missing
// file (a shell's 127) from one that is not executable (a shell's 126).
Program find_program(std::vector<std::string> words);

}  // namespace chefs::conformance
