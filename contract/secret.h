// Text that must not outlive its use: a key, a seed. Wiped when destroyed.
// Not printable on purpose: no operator<<, no formatter, no comparison.
//
//   const Secret key(text);
//   seal(plaintext, key, random);  // takes the Secret itself
//   key.reveal();                  // for those who need the text
#pragma once

#include <string>
#include <string_view>

namespace chefs::contract {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text);
  Secret(const Secret& other);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret other) noexcept;
  ~Secret();

  // Valid while this object lives and is not assigned to.
  std::string_view reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

// Overwrites the text and empties it.
void wipe(std::string& text);

}  // namespace chefs::contract
