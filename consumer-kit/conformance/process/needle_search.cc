#include "consumer-kit/conformance/process/needle_search.h"

#include <deque>

namespace chefs::conformance {

NeedleSearch::NeedleSearch(const std::vector<std::string>& needles) {
  nodes_.emplace_back();
  for (std::size_t i = 0; i < needles.size(); ++i) add(needles[i], i);
  connect();
}

void NeedleSearch::add(std::string_view needle, std::size_t index) {
  std::uint32_t at = 0;
  for (const char c : needle) {
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
void NeedleSearch::connect() {
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

void NeedleSearch::read(
    Place& place, std::string_view chunk,
    const std::function<void(std::size_t needle)>& on_found) const {
  const Node* nodes = nodes_.data();
  for (const char c : chunk) {
    place = nodes[place].next[static_cast<unsigned char>(c)];
    if (nodes[place].found.empty()) continue;
    for (const std::size_t needle : nodes[place].found) on_found(needle);
  }
}

}  // namespace chefs::conformance
