// Looks for many texts at once in a stream of bytes, in one pass, whatever the
// chunks that it comes in (Aho and Corasick, 1975). Built once, used for many
// streams. Thread-safe once it is built.
//
//   const AhoCorasick search({"one", "two"});
//   AhoCorasick::Place place;
//   search.read(place, chunk, [](std::size_t pattern) { … });
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::conformance {

class AhoCorasick {
 public:
  // How far a stream was read.
  using Place = std::uint32_t;

  // None of them empty.
  explicit AhoCorasick(const std::vector<std::string>& patterns);

  // Goes on from `place`, 0 at a stream's beginning. Calls with the index of
  // each pattern that ends in the chunk, as often as it does.
  void read(Place& place, std::string_view chunk,
            const std::function<void(std::size_t pattern)>& on_found) const;

 private:
  struct Node {
    std::array<std::uint32_t, 256> next{};
    // Patterns that end here.
    std::vector<std::size_t> found;
  };

  void add(std::string_view pattern, std::size_t index);
  void connect();

  std::vector<Node> nodes_;
};

}  // namespace chefs::conformance
