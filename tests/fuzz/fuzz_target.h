// What a fuzz target is made of: it defines run(), and says with require() what
// holds for every input. Not a test framework: what is violated ends the
// process, which is how libFuzzer and the replay know of it.
//
//   void run(std::string_view input) {
//     const auto bytes = from_hex(input);
//     require(!bytes || input.size() % 2 == 0, "hex has an even length");
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace chefs::fuzz {

// Each target's own. Any exception that leaves it is a finding too.
void run(std::string_view input);

inline void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", property);
  std::abort();
}

// Takes an input apart: some choices first, then text.
class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}

  // 0 when there is no more.
  std::size_t byte() {
    if (bytes_.empty()) return 0;
    const auto first = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return first;
  }
  std::string_view take(std::size_t at_most_bytes) {
    const std::string_view taken = bytes_.substr(0, at_most_bytes);
    bytes_.remove_prefix(taken.size());
    return taken;
  }
  // Up to the next line feed, which is dropped.
  std::string_view line() {
    const std::string_view taken = take(bytes_.find('\n'));
    take(1);
    return taken;
  }
  std::string_view rest() { return take(bytes_.size()); }
  bool is_empty() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

}  // namespace chefs::fuzz
