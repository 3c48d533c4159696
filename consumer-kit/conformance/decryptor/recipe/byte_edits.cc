#include "consumer-kit/conformance/decryptor/recipe/byte_edits.h"

#include <algorithm>
#include <stdexcept>

namespace chefs::conformance {
namespace {

constexpr std::size_t kBitsPerByte = 8;

class ByteEditor {
 public:
  ByteEditor(Pieces& pieces, KeyStore& keys) : pieces_(pieces), keys_(keys) {}

  void operator()(const FlipBit& edit) {
    Piece& piece = find(edit.field);
    const std::size_t at = edit.bit / kBitsPerByte;
    check(piece, at, 1);
    piece.bytes[at] =
        static_cast<char>(piece.bytes[at] ^ (1 << (edit.bit % kBitsPerByte)));
    piece.touched.push_back({at, at + 1});
  }

  void operator()(const Invert& edit) {
    Piece& piece = find(edit.field);
    check(piece, edit.from, edit.bytes);
    for (std::size_t i = edit.from; i < edit.from + edit.bytes; ++i) {
      piece.bytes[i] = static_cast<char>(~piece.bytes[i]);
    }
    piece.touched.push_back({edit.from, edit.from + edit.bytes});
  }

  void operator()(const Fill& edit) {
    Piece& piece = find(edit.field);
    std::ranges::fill(piece.bytes, edit.byte);
    piece.touched.push_back({0, piece.bytes.size()});
  }

  void operator()(const Take& edit) {
    const Pieces other = seal(edit.of, keys_);
    const auto source = std::ranges::find(other, edit.field, &Piece::field);
    if (source == other.end()) throw std::out_of_range("no such field");
    Piece& piece = find(edit.field);
    piece.bytes = source->bytes;
    piece.touched.push_back({0, piece.bytes.size()});
  }

  void operator()(const CutIn& edit) {
    Piece& piece = find(edit.field);
    check(piece, 0, edit.keep);
    piece.bytes.resize(edit.keep);
    piece.touched.push_back({edit.keep, edit.keep});
    const auto next = pieces_.begin() + (&piece - pieces_.data()) + 1;
    pieces_.erase(next, pieces_.end());
  }

  void operator()(const Append& edit) {
    pieces_.push_back({.field = std::nullopt,
                       .bytes = edit.bytes,
                       .touched = {{0, edit.bytes.size()}}});
  }

  void operator()(const Insert& edit) {
    Piece& piece = find(edit.field);
    check(piece, edit.at, 0);
    piece.bytes.insert(edit.at, edit.bytes);
    piece.touched.push_back({edit.at, edit.at + edit.bytes.size()});
  }

  void operator()(const Remove& edit) {
    Piece& piece = find(edit.field);
    check(piece, edit.from, edit.bytes);
    piece.bytes.erase(edit.from, edit.bytes);
    piece.touched.push_back({edit.from, edit.from});
  }

  void operator()(const Swap& edit) {
    Piece& piece = find(edit.field);
    check(piece, edit.from, edit.bytes);
    check(piece, edit.with, edit.bytes);
    const auto at = [&](std::size_t offset) {
      return piece.bytes.begin() + static_cast<std::ptrdiff_t>(offset);
    };
    std::swap_ranges(at(edit.from), at(edit.from + edit.bytes), at(edit.with));
    piece.touched.push_back({edit.from, edit.from + edit.bytes});
    piece.touched.push_back({edit.with, edit.with + edit.bytes});
  }

 private:
  Piece& find(Field field) {
    const auto piece = std::ranges::find(pieces_, field, &Piece::field);
    if (piece == pieces_.end()) {
      throw std::out_of_range("the sealed text has no field " +
                              std::string(to_string(field)));
    }
    return *piece;
  }

  static void check(const Piece& piece, std::size_t from, std::size_t bytes) {
    if (from <= piece.bytes.size() && bytes <= piece.bytes.size() - from) {
      return;
    }
    throw std::out_of_range(
        "the field " + std::string(to_string(*piece.field)) + " has only " +
        std::to_string(piece.bytes.size()) + " bytes");
  }

  Pieces& pieces_;
  KeyStore& keys_;
};

}  // namespace

void apply(const ByteEdit& edit, Pieces& pieces, KeyStore& keys) {
  std::visit(ByteEditor(pieces, keys), edit);
}

}  // namespace chefs::conformance
