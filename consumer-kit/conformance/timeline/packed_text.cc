#include "consumer-kit/conformance/timeline/packed_text.h"

#include <cstdint>
#include <cstring>
#include <limits>

namespace chefs::conformance {
namespace {

using Size = std::uint32_t;

}  // namespace

PackedText::PackedText(std::string_view text) {
  if (text.empty()) return;
  text = text.substr(0, std::numeric_limits<Size>::max());
  const Size size = static_cast<Size>(text.size());
  bytes_ = std::make_unique_for_overwrite<char[]>(sizeof(size) + size);
  std::memcpy(bytes_.get(), &size, sizeof(size));
  std::memcpy(bytes_.get() + sizeof(size), text.data(), size);
}

PackedText& PackedText::operator=(const PackedText& other) {
  *this = PackedText(other);
  return *this;
}

std::string_view PackedText::view() const {
  if (!bytes_) return {};
  Size size = 0;
  std::memcpy(&size, bytes_.get(), sizeof(size));
  return {bytes_.get() + sizeof(size), size};
}

}  // namespace chefs::conformance
