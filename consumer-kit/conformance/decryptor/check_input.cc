#include "consumer-kit/conformance/decryptor/check_input.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/recipe/byte_edits.h"
#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "consumer-kit/conformance/decryptor/recipe/sealing.h"
#include "contract/base64_text.h"

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

// A sealed text once it is encoded, with marks on what was changed.
struct MarkedText {
  std::string text;
  // Offsets in bytes of the text's UTF-8.
  std::vector<TextRange> touched;
  // Hex text only, and only until its length changes.
  std::map<Field, TextRange> fields;
};

char upper_hex_digit(char c) {
  return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

std::string base64url(std::string text) {
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  std::erase(text, '=');
  return text;
}

std::string latin1(std::string_view bytes) {
  std::string out;
  for (char c : bytes) {
    out += utf8_of(static_cast<unsigned char>(c));
  }
  return out;
}

std::string encoded(std::string_view bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::kHex:
      return hex_of(bytes);
    case Encoding::kHexOfHex:
      return hex_of(hex_of(bytes));
    case Encoding::kBase64:
      return contract::to_base64(bytes);
    case Encoding::kBase64Url:
      return base64url(contract::to_base64(bytes));
    case Encoding::kLatin1:
      return latin1(bytes);
  }
  throw std::logic_error("no such Encoding");
}

// Two digits a byte.
void mark_hex(const Pieces& pieces, MarkedText& out) {
  std::size_t at = 0;
  for (const Piece& piece : pieces) {
    const std::size_t end = at + 2 * piece.bytes.size();
    if (piece.field) out.fields[*piece.field] = {at, end};
    for (const ByteRange& range : piece.touched) {
      out.touched.push_back({at + 2 * range.begin, at + 2 * range.end});
    }
    at = end;
  }
}

// Throws std::out_of_range if there is nothing to change.
class TextEditor {
 public:
  explicit TextEditor(MarkedText& text) : out_(text), text_(text.text) {}

  void operator()(const UpperCase&) {
    std::ranges::transform(text_, text_.begin(), upper_hex_digit);
  }

  void operator()(const MixedCase&) {
    bool is_upper = false;
    for (char& c : text_) {
      if (is_upper) c = upper_hex_digit(c);
      if (!is_decimal_digit(c)) is_upper = !is_upper;
    }
  }

  void operator()(const RemoveCharacters& edit) {
    if (edit.at + edit.count > text_.size()) {
      throw std::out_of_range("the text is shorter than that");
    }
    splice(edit.at, edit.count, {});
  }

  void operator()(const RemoveLastCharacter&) {
    if (text_.empty()) throw std::out_of_range("the text is empty");
    splice(text_.size() - 1, 1, {});
  }

  void operator()(const AppendText& edit) {
    splice(text_.size(), 0, edit.text);
  }

  void operator()(const PrependText& edit) { splice(0, 0, edit.text); }

  void operator()(const ReplaceDigit& edit) {
    const auto field = out_.fields.find(edit.field);
    if (field == out_.fields.end()) throw std::out_of_range("no such field");
    const std::size_t step = edit.place == DigitPlace::kHigh ? 2 : 1;
    for (std::size_t i = field->second.begin; i < field->second.end;
         i += step) {
      if (text_[i] == edit.digit) return splice(i, 1, edit.with);
    }
    throw std::out_of_range("the field " + std::string(to_string(edit.field)) +
                            " has no such digit");
  }

  void operator()(const DigitsFrom& edit) {
    std::string out;
    for (char c : text_) {
      out += is_decimal_digit(c)
                 ? utf8_of(edit.zero + static_cast<char32_t>(c - '0'))
                 : std::string(1, c);
    }
    replace_all(std::move(out));
  }

  void operator()(const Separate& edit) {
    std::string out;
    for (std::size_t at = 0; at < text_.size(); at += edit.every) {
      if (at > 0) out += edit.with;
      out += text_.substr(at, edit.every);
    }
    replace_all(std::move(out));
  }

 private:
  void splice(std::size_t at, std::size_t removed, const std::string& added) {
    text_.replace(at, removed, added);
    if (added.size() == removed) {
      out_.touched.push_back({at, at + added.size()});
      return;
    }
    out_.fields.clear();
    for (TextRange& range : out_.touched) {
      if (range.begin >= at + removed) {
        range.begin += added.size() - removed;
        range.end += added.size() - removed;
      }
    }
    out_.touched.push_back({at, at + added.size()});
  }

  void replace_all(std::string text) {
    text_ = std::move(text);
    out_.fields.clear();
    out_.touched = {{0, text_.size()}};
  }

  MarkedText& out_;
  std::string& text_;
};

MarkedText encode(const Pieces& pieces, Encoding encoding) {
  MarkedText out{
      .text = encoded(joined(pieces), encoding), .touched = {}, .fields = {}};
  if (encoding == Encoding::kHex) {
    mark_hex(pieces, out);
  } else {
    out.touched.push_back({0, out.text.size()});
  }
  return out;
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
  for (const TextEdit& edit : recipe.text_edits)
    std::visit(TextEditor(text), edit);

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
