// How libFuzzer calls a target.
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  chefs::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
