#include "consumer-kit/conformance/decryptor/check_input.h"

#include <algorithm>
#include <stdexcept>

#include "consumer-kit/conformance/decryptor/recipe/byte_edits.h"
#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "consumer-kit/conformance/decryptor/recipe/sealing.h"
#include "consumer-kit/conformance/decryptor/text_edits.h"

namespace chefs::conformance {
namespace {

using contract::Json;

void announce(const Sealing& sealing, KeyStore& keys) {
  keys.announce(derivation_of(sealing));
  for (const PlaintextPart& part : sealing.plaintext) {
    const auto* inner = std::get_if<std::shared_ptr<const Sealing>>(&part);
    if (inner != nullptr) announce(**inner, keys);
  }
}

std::string field_bytes(const Pieces& pieces, Field field) {
  const auto piece = std::ranges::find(pieces, field, &Piece::field);
  return piece == pieces.end() ? std::string() : piece->bytes;
}

// GCM is a stream cipher: what changed ciphertext gives, if nobody looks at
// the tag, is known as far as the key stream is.
std::string plaintext_of_changed(const std::string& plaintext,
                                 const Pieces& before, const Pieces& after) {
  const std::string was = field_bytes(before, Field::kCiphertext);
  std::string out = field_bytes(after, Field::kCiphertext);
  out.resize(std::min(out.size(), was.size()));
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<char>(out[i] ^ was[i] ^ plaintext[i]);
  }
  return out;
}

std::string unverified_plaintext(const std::string& plaintext,
                                 const Pieces& before, const Pieces& after) {
  for (Field field : {Field::kSalt, Field::kIv}) {
    if (field_bytes(before, field) != field_bytes(after, field)) {
      return plaintext;
    }
  }
  if (field_bytes(before, Field::kCiphertext).size() != plaintext.size()) {
    return plaintext;
  }
  const std::string changed = plaintext_of_changed(plaintext, before, after);
  return changed.empty() ? plaintext : changed;
}

Json as_numbers(std::string_view bytes) {
  Json out = Json::array();
  for (char c : bytes) out.push_back(static_cast<unsigned char>(c));
  return out;
}

Json wrapped(const std::string& text, const Pieces& pieces, Wrapping wrapping) {
  switch (wrapping) {
    case Wrapping::kNone:
      return text;
    case Wrapping::kArray:
      return Json::array({text});
    case Wrapping::kPayload:
      return {{"data", text}};
    case Wrapping::kByteArray:
      return as_numbers(joined(pieces));
    case Wrapping::kNodeBuffer:
      return {{"type", "Buffer"}, {"data", as_numbers(joined(pieces))}};
  }
  throw std::logic_error("no such Wrapping");
}

DecryptorControl make_control(const SealedData& recipe, KeyStore& keys) {
  return {.key = recipe.control_key,
          .data = hex_of(joined(seal(recipe.control, keys))),
          .plaintext = make_plaintext(recipe.control.plaintext, keys)};
}

DecryptorInput make_sealed(const SealedData& recipe, Expectation expectation,
                           KeyStore& keys) {
  const Pieces before = seal(recipe.sealing, keys);
  Pieces after = before;
  for (const ByteEdit& edit : recipe.edits) apply(edit, after, keys);
  MarkedText text = encode(after, recipe.encoding);
  for (const TextEdit& edit : recipe.text_edits) apply(edit, text);

  DecryptorInput out;
  out.data = wrapped(text.text, after, recipe.wrapping);
  out.plaintext = make_plaintext(recipe.sealing.plaintext, keys);
  if (expectation == Expectation::kAccept) return out;
  out.plaintext = unverified_plaintext(out.plaintext, before, after);
  if (recipe.wrapping == Wrapping::kNone) out.touched = text.touched;
  out.control = make_control(recipe, keys);
  return out;
}

}  // namespace

void announce_keys(const Recipe& recipe, KeyStore& keys) {
  const auto* sealed = std::get_if<SealedData>(&recipe);
  if (sealed == nullptr) return;
  announce(sealed->sealing, keys);
  announce(sealed->control, keys);
  for (const ByteEdit& edit : sealed->edits) {
    const auto* take = std::get_if<Take>(&edit);
    if (take != nullptr) announce(take->of, keys);
  }
}

DecryptorInput make_input(const Recipe& recipe, Expectation expectation,
                          KeyStore& keys) {
  if (const auto* literal = std::get_if<Json>(&recipe)) {
    return {.data = *literal,
            .plaintext = {},
            .touched = {},
            .control = std::nullopt};
  }
  return make_sealed(std::get<SealedData>(recipe), expectation, keys);
}

}  // namespace chefs::conformance
