#include "consumer-kit/conformance/decryptor/text_edits.h"

#include <algorithm>
#include <stdexcept>

#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "contract/base64_text.h"

namespace chefs::conformance {
namespace {

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

class Editor {
 public:
  explicit Editor(MarkedText& text) : out_(text), text_(text.text) {}

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

}  // namespace

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

void apply(const TextEdit& edit, MarkedText& text) {
  std::visit(Editor(text), edit);
}

}  // namespace chefs::conformance
