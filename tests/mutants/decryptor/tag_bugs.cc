// Bugs in how the tag is compared, and in what follows when it differs.
#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/primitives.h"
#include "tests/mutants/decryptor/utf8.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto compares(std::size_t first_byte, std::size_t bytes) {
  return [first_byte, bytes](Steps& steps) {
    steps.tag_fits = [first_byte, bytes](const Unverified& result,
                                         const Parts& parts) {
      return result.expected_tag.substr(first_byte, bytes) ==
             parts.tag.substr(first_byte, bytes);
    };
  };
}

// The tag counts as right if it is, or if the excuse holds.
PutInto excuses(
    std::function<bool(const Unverified& result, const Parts& parts)> excuse) {
  return [excuse](Steps& steps) {
    steps.tag_fits = [excuse, before = steps.tag_fits](const Unverified& result,
                                                       const Parts& parts) {
      return before(result, parts) || excuse(result, parts);
    };
  };
}

void accepts_short_tag(Steps& steps) {
  constexpr std::size_t kShortestTagBytes = 4;
  steps.split = [](const Bytes& sealed) -> std::optional<Parts> {
    if (sealed.size() < kSaltBytes + kIvBytes + kShortestTagBytes)
      return std::nullopt;
    Parts parts{sealed.substr(0, kSaltBytes),
                sealed.substr(kSaltBytes, kIvBytes),
                sealed.substr(kSaltBytes + kIvBytes, kTagBytes), ""};
    if (sealed.size() > kPrefixBytes)
      parts.ciphertext = sealed.substr(kPrefixBytes);
    return parts;
  };
  steps.tag_fits = [](const Unverified& result, const Parts& parts) {
    return result.expected_tag.starts_with(parts.tag);
  };
}

PutInto answers_mismatch(std::function<Opened(const Bytes&)> answer) {
  return [answer](Steps& steps) { steps.on_mismatch = answer; };
}

bool is_json(const Bytes& text) { return Json::accept(text); }

void returns_error_text(Steps& steps) {
  change_result(steps, [](const Request&, Opened opened) -> Opened {
    if (const auto* rejected = std::get_if<Rejected>(&opened))
      return "Error: " + rejected->reason;
    return opened;
  });
}

}  // namespace

std::vector<Bug> tag_bugs() {
  return {
      {"ignores-tag",
       excuses([](const Unverified&, const Parts&) { return true; })},
      {"compares-first-4-tag-bytes", compares(0, 4)},
      {"compares-first-12-tag-bytes", compares(0, 12)},
      {"compares-last-8-tag-bytes", compares(8, 8)},
      {"accepts-short-tag", accepts_short_tag},
      {"accepts-zero-tag", excuses([](const Unverified&, const Parts& parts) {
         return parts.tag == Bytes(kTagBytes, '\0');
       })},
      {"skips-tag-when-empty",
       excuses([](const Unverified&, const Parts& parts) {
         return parts.ciphertext.empty();
       })},
      {"skips-tag-when-long",
       excuses([](const Unverified&, const Parts& parts) {
         return parts.ciphertext.size() > 65'536;
       })},
      {"trusts-json", excuses([](const Unverified& result, const Parts&) {
         return is_json(result.plaintext);
       })},
      {"trusts-text", excuses([](const Unverified& result, const Parts&) {
         return is_utf8(result.plaintext);
       })},
      {"releases-before-tag", answers_mismatch([](const Bytes& unverified) {
         return Rejected{"the tag does not verify", "", unverified};
       })},
      {"returns-error-text", returns_error_text},
      {"returns-empty-on-failure",
       answers_mismatch([](const Bytes&) { return Bytes(); })},
  };
}

}  // namespace chefs::mutants
