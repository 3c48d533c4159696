// Runs a target over inputs that are kept, without libFuzzer: any compiler, any
// sanitizer. Each argument is an input, or a folder of them.
#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> inputs_below(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> inputs;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) inputs.push_back(entry.path());
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

std::string read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

// The input that a failure is about must be known after an abort too.
void replay(const fs::path& path) {
  std::cerr << path.string() << std::endl;
  chefs::fuzz::run(read_whole(path));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::size_t count = 0;
    // What libFuzzer starts with.
    chefs::fuzz::run({});
    for (int i = 1; i < argc; ++i) {
      for (const fs::path& input : inputs_below(argv[i])) {
        replay(input);
        ++count;
      }
    }
    std::cout << count << " inputs replayed\n";
    if (count > 0) return 0;
    std::cerr << "there are no inputs; give the folders that hold them\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "the input above ended with: " << error.what() << '\n';
    return 1;
  }
}
