#include "consumer-kit/conformance/process/aho_corasick.h"

#include <deque>

namespace chefs::conformance {

AhoCorasick::AhoCorasick(const std::vector<std::string>& patterns) {
  nodes_.emplace_back();
  for (std::size_t i = 0; i < patterns.size(); ++i) add(patterns[i], i);
  connect();
}

void AhoCorasick::add(std::string_view pattern, std::size_t index) {
  std::uint32_t at = 0;
  for (const char c : pattern) {
    const auto byte = static_cast<unsigned char>(c);
    if (nodes_[at].next[byte] == 0) {
      nodes_[at].next[byte] = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
    }
    at = nodes_[at].next[byte];
  }
  nodes_[at].found.push_back(index);
}

// Where a node has no way on, it gets that of its longest proper suffix.
void AhoCorasick::connect() {
  std::vector<std::uint32_t> suffix(nodes_.size(), 0);
  std::deque<std::uint32_t> queue;
  for (const std::uint32_t child : nodes_[0].next)
    if (child != 0) queue.push_back(child);
  while (!queue.empty()) {
    const std::uint32_t at = queue.front();
    queue.pop_front();
    Node& node = nodes_[at];
    const Node& shorter = nodes_[suffix[at]];
    node.found.insert(node.found.end(), shorter.found.begin(),
                      shorter.found.end());
    for (std::size_t byte = 0; byte < node.next.size(); ++byte) {
      std::uint32_t& child = node.next[byte];
      if (child == 0) {
        child = shorter.next[byte];
      } else {
        suffix[child] = shorter.next[byte];
        queue.push_back(child);
      }
    }
  }
}

void AhoCorasick::read(
    Place& place, std::string_view chunk,
    const std::function<void(std::size_t pattern)>& on_found) const {
  const Node* nodes = nodes_.data();
  for (const char c : chunk) {
    place = nodes[place].next[static_cast<unsigned char>(c)];
    if (nodes[place].found.empty()) continue;
    for (const std::size_t pattern : nodes[place].found) on_found(pattern);
  }
}

}  // namespace chefs::conformance
