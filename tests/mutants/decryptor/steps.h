// A decryptor cut into its steps, so that a bug can replace any of them.
// right_steps() is a right decryptor; a mutant is that with one step changed
// (bugs.h). State that a bug keeps between inputs lives in its own closure.
//
//   Steps steps = right_steps();
//   steps.password = [](const Bytes& key) { return lower(key); };
//   Opened opened = steps.open({data, key}, steps);
//
// Why: docs/decisions/0081.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "nlohmann/json.hpp"
#include "tests/mutants/decryptor/bytes.h"
#include "tests/mutants/decryptor/primitives.h"

namespace chefs::mutants {

using Json = nlohmann::ordered_json;

struct Request {
  Json data;
  Bytes key;
};

struct Parts {
  Bytes salt;
  Bytes iv;
  Bytes tag;
  Bytes ciphertext;
};

struct Rejected {
  std::string reason;
  // The plaintext whose tag did not verify, for bugs that let it out.
  Bytes unverified = {};
  // What a bug has put on standard output before it rejected.
  Bytes released = {};
};

using Opened = std::variant<Bytes, Rejected>;

struct Steps;
using Open = std::function<Opened(const Request&, const Steps&)>;

struct Steps {
  std::function<std::optional<std::string>(const Json& data)> text;
  std::function<std::optional<Bytes>(const std::string& text)> decode;
  std::function<std::optional<Parts>(const Bytes& sealed)> split;
  std::function<Bytes(const Bytes& key)> password;
  std::function<Bytes(const Bytes& password, const Bytes& salt)> derive;
  std::function<Unverified(const Bytes& aes_key, const Parts& parts)> decipher;
  std::function<bool(const Unverified& result, const Parts& parts)> tag_fits;
  std::function<Opened(const Bytes& unverified)> on_mismatch;
  std::function<Opened(const Bytes& plaintext)> present;
  // All of the above, in order.
  Open open;

  // How the process behaves around them.
  int exit_on_accept = 0;
  int exit_on_reject = 1;
  std::function<std::string(const Rejected&)> print_on_reject;
  std::function<std::string(const Request&, const Rejected&)> log_on_reject;
  std::function<bool(const Request&, const Opened&)> ends_after;
};

Steps right_steps();

inline constexpr std::size_t kSaltBytes = 64;
inline constexpr std::size_t kIvBytes = 16;
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kPrefixBytes = kSaltBytes + kIvBytes + kTagBytes;

bool is_rejected(const Opened& opened);

}  // namespace chefs::mutants
