// The words of JSON text: strings, numbers, literals and punctuation, one after
// the other. Not the structure they make: js_json_parse.cc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "contract/json.h"

namespace chefs::contract {

// Every read gives false on a fault, which problem() then names; the scanner is
// of no use after that.
class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  // The next character that is no white space, '\0' at the end.
  char peek();
  // Takes the character if it comes next.
  bool take(char expected);
  bool read_string(std::string& out);
  // A string, a number, true, false or null.
  bool read_scalar(Json& out);

  // Nothing but white space is left.
  bool is_finished();
  // Says what is wrong at this place; always false.
  bool fail(std::string_view problem);
  std::size_t offset_bytes() const { return position_; }
  std::string_view problem() const { return problem_; }

 private:
  bool read_literal(std::string_view word, Json value, Json& out);
  bool read_number(Json& out);
  bool read_escape(std::string& out);
  bool read_unicode_escape(std::string& out);
  bool read_code_unit(char32_t& out);
  bool read_non_ascii(std::string& out);
  void read_plain(std::string& out);

  bool is_at_end() const { return position_ == text_.size(); }
  std::string_view rest() const { return text_.substr(position_); }

  std::string_view text_;
  std::size_t position_ = 0;
  std::string_view problem_;
};

}  // namespace chefs::contract
