#include "contract/secret.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace chefs::contract {
namespace {

// More than a std::string keeps inside itself: text on the heap moves by its
// pointer, so that no copy stays behind in a moved-from object.
constexpr std::size_t kBeyondSmallStrings = 64;

}  // namespace

Secret::Secret(std::string_view text) {
  text_.reserve(std::max(text.size(), kBeyondSmallStrings));
  text_ = text;
}

Secret::Secret(const Secret& other) : Secret(other.reveal()) {}

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {}

Secret& Secret::operator=(Secret other) noexcept {
  text_.swap(other.text_);
  return *this;
}

// A smaller room was never filled: what is empty or was moved from.
Secret::~Secret() {
  if (text_.capacity() >= kBeyondSmallStrings) wipe(text_);
}

void wipe(std::string& text) {
  // Within the capacity: no other buffer is taken, and text that was longer
  // before goes as well.
  text.resize(text.capacity());
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

}  // namespace chefs::contract
