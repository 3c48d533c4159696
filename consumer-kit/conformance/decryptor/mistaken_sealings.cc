#include "consumer-kit/conformance/decryptor/mistaken_sealings.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace chefs::conformance {
namespace {

// A mistake, the sealing that it opens, and the right one of the same text.
struct Single {
  const KnownMistake* mistake;
  std::string key;
  Sealing sealing;
  Sealing right;
};

auto ways_of(const Sealing& s) {
  return std::tie(s.password, s.salt, s.iv, s.kdf, s.cipher, s.additional_data,
                  s.cipher_iv_bytes, s.layout, s.format);
}

// Takes what `other` does otherwise than is right. False if `out` does the same
// thing in a third way already.
template <typename T>
bool take(T& out, const T& right, const T& other) {
  if (other == right || other == out) return true;
  if (out != right) return false;
  out = other;
  return true;
}

// Fields are moved by the one, and then by the other.
std::vector<Field> rearranged(const std::vector<Field>& by,
                              const std::vector<Field>& fields) {
  const std::vector<Field> standard = Sealing{}.layout;
  std::vector<Field> out;
  for (const Field field : by) {
    const auto at = std::ranges::find(standard, field) - standard.begin();
    out.push_back(fields.at(static_cast<std::size_t>(at)));
  }
  return out;
}

bool is_derived(const Kdf& kdf) { return kdf.method == KdfMethod::kPbkdf2; }

std::optional<Sealing> both(const Single& one, const Single& other) {
  const Sealing& right = one.right;
  if (one.key != other.key || ways_of(right) != ways_of(other.right))
    return std::nullopt;
  Sealing out = one.sealing;
  const Sealing& more = other.sealing;
  const bool fits =
      take(out.password, right.password, more.password) &&
      take(out.salt, right.salt, more.salt) &&
      take(out.iv, right.iv, more.iv) &&
      take(out.kdf.method, right.kdf.method, more.kdf.method) &&
      take(out.kdf.prf, right.kdf.prf, more.kdf.prf) &&
      take(out.kdf.rounds, right.kdf.rounds, more.kdf.rounds) &&
      take(out.kdf.salt, right.kdf.salt, more.kdf.salt) &&
      take(out.kdf.arguments, right.kdf.arguments, more.kdf.arguments) &&
      take(out.kdf.part, right.kdf.part, more.kdf.part) &&
      take(out.cipher, right.cipher, more.cipher) &&
      take(out.additional_data, right.additional_data, more.additional_data) &&
      take(out.cipher_iv_bytes, right.cipher_iv_bytes, more.cipher_iv_bytes) &&
      take(out.format, right.format, more.format);
  if (!fits) return std::nullopt;
  out.layout = rearranged(one.sealing.layout, more.layout);
  // Without PBKDF2 its parameters are of no account.
  if (!is_derived(out.kdf)) out.kdf = {.method = out.kdf.method};
  if (ways_of(out) == ways_of(one.sealing) || ways_of(out) == ways_of(more))
    return std::nullopt;
  return out;
}

bool is_accepted(const KnownMistake& mistake, const std::string& check) {
  const auto sign =
      std::ranges::find(mistake.signs, check, &KnownMistake::Sign::check);
  return sign != mistake.signs.end() &&
         std::ranges::find(sign->answers, "accept") != sign->answers.end();
}

// Only how it is sealed is unusual: nothing was changed afterwards.
bool is_sealed_otherwise(const DecryptorCheck& check) {
  const SealedData* sealed = check.sealed.get();
  return sealed != nullptr && check.expectation == Expectation::kReject &&
         sealed->edits.empty() && sealed->text_edits.empty() &&
         sealed->encoding == Encoding::kHex &&
         sealed->wrapping == Wrapping::kNone;
}

// The same as CHEFS seals it, under the key that the decryptor is given.
Sealing right_one(const DecryptorCheck& check) {
  Sealing right = check.sealed->control;
  right.password = check.key;
  return right;
}

// A decryptor that opens CHEFS' texts too has another mistake.
bool opens_both(const KnownMistake& mistake,
                const std::vector<DecryptorCase>& catalogue) {
  for (const DecryptorCase& in : catalogue)
    for (const DecryptorCheck& check : in.checks)
      if (check.expectation == Expectation::kAccept && check.sealed &&
          is_accepted(mistake, check_id(in.info, check)) &&
          is_standard(check.sealed->sealing))
        return true;
  return false;
}

std::vector<Single> singles_of(const std::vector<KnownMistake>& mistakes,
                               const std::vector<DecryptorCase>& catalogue) {
  std::vector<Single> singles;
  for (const KnownMistake& mistake : mistakes) {
    if (opens_both(mistake, catalogue)) continue;
    for (const DecryptorCase& in : catalogue)
      for (const DecryptorCheck& check : in.checks)
        if (is_sealed_otherwise(check) &&
            is_accepted(mistake, check_id(in.info, check)))
          singles.push_back(
              {&mistake, check.key, check.sealed->sealing, right_one(check)});
  }
  return singles;
}

}  // namespace

std::vector<MistakenSealing> mistaken_sealings(
    const std::vector<KnownMistake>& mistakes,
    const std::vector<DecryptorCase>& catalogue) {
  const std::vector<Single> singles = singles_of(mistakes, catalogue);
  std::vector<MistakenSealing> out;
  for (const Single& single : singles)
    out.push_back({{single.mistake}, single.key, single.sealing});
  const std::size_t alone = out.size();
  const auto is_there = [&](const Sealing& sealing) {
    return std::ranges::any_of(out, [&](const MistakenSealing& other) {
      return ways_of(other.sealing) == ways_of(sealing);
    });
  };
  const auto add = [&](const Single& one, const Single& other) {
    auto sealing = both(one, other);
    if (!sealing || is_there(*sealing)) return;
    out.push_back({{one.mistake, other.mistake}, one.key, *std::move(sealing)});
  };
  for (std::size_t i = 0; i < singles.size(); ++i)
    for (std::size_t k = i + 1; k < singles.size(); ++k) {
      add(singles[i], singles[k]);
      // The order matters where both move fields.
      add(singles[k], singles[i]);
    }
  // The likely ones are those near the top of the list, both of them.
  const auto place = [&](const MistakenSealing& sealing) {
    std::ptrdiff_t sum = 0;
    for (const KnownMistake* mistake : sealing.mistakes)
      sum += mistake - mistakes.data();
    return sum;
  };
  std::stable_sort(
      out.begin() + static_cast<std::ptrdiff_t>(alone), out.end(),
      [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return out;
}

}  // namespace chefs::conformance
