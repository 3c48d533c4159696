// Bugs in what is done with sealed bytes that are too few or not even.
#include <cstdlib>

#include "tests/mutants/decryptor/bugs.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto crashes_on_length(std::size_t from, std::size_t below) {
  return [from, below](Steps& steps) {
    steps.split = [from, below, before = steps.split](const Bytes& sealed) {
      if (sealed.size() >= from && sealed.size() < below) std::abort();
      return before(sealed);
    };
  };
}

// A text that decodes to fewer bytes than that becomes an empty plaintext.
PutInto empty_below(std::size_t bytes) {
  return [bytes](Steps& steps) {
    steps.open = [bytes, before = steps.open](const Request& request,
                                              const Steps& current) -> Opened {
      const auto text = current.text(request.data);
      const auto sealed = text ? current.decode(*text) : std::nullopt;
      if (sealed && sealed->size() < bytes) return Bytes();
      return before(request, current);
    };
  };
}

void ignores_last_partial_block(Steps& steps) {
  change_plaintext(steps, [](const Bytes& plaintext) {
    return plaintext.substr(0, plaintext.size() / 16 * 16);
  });
}

void ignores_extra_bytes(Steps& steps) {
  steps.split = [before = steps.split](const Bytes& sealed) {
    return before(sealed.substr(0, sealed.size() / 4 * 4));
  };
}

}  // namespace

std::vector<Bug> length_bugs() {
  return {
      {"ignores-last-partial-block", ignores_last_partial_block},
      {"ignores-extra-bytes", ignores_extra_bytes},
      {"empty-is-empty", empty_below(1)},
      {"short-is-empty", empty_below(kPrefixBytes)},
      {"crashes-on-short", crashes_on_length(0, kPrefixBytes)},
      {"crashes-without-tag",
       crashes_on_length(kSaltBytes + kIvBytes, kPrefixBytes)},
  };
}

}  // namespace chefs::mutants
