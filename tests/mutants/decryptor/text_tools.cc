#include "tests/mutants/decryptor/text_tools.h"

#include <cctype>

namespace chefs::mutants {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return "";
  const std::size_t end = text.find_last_not_of(kWhiteSpace);
  return std::string(text.substr(begin, end - begin + 1));
}

std::string unquoted(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == text.back() &&
                         (text.front() == '"' || text.front() == '\'');
  return std::string(is_quoted ? text.substr(1, text.size() - 2) : text);
}

std::string without_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return std::string(text);
}

std::string until(std::string_view text, std::string_view any_of) {
  return std::string(text.substr(0, text.find_first_of(any_of)));
}

std::string replaced(std::string_view text, std::string_view what,
                     std::string_view by) {
  std::string result;
  for (std::size_t at; (at = text.find(what)) != std::string_view::npos;) {
    result.append(text.substr(0, at)).append(by);
    text.remove_prefix(at + what.size());
  }
  return result.append(text);
}

std::string unescaped(std::string_view text) {
  constexpr std::string_view kLetters = "ntr\\";
  constexpr std::string_view kMeanings = "\n\t\r\\";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t letter = text[i] == '\\' && i + 1 < text.size()
                                   ? kLetters.find(text[i + 1])
                                   : std::string_view::npos;
    if (letter == std::string_view::npos) {
      result += text[i];
    } else {
      result += kMeanings[letter];
      ++i;
    }
  }
  return result;
}

std::string each_character(
    std::string_view text,
    const std::function<std::string(const Character&)>& change) {
  std::string result;
  for (const Character& character : characters_of(text))
    result +=
        character.is_valid ? change(character) : std::string(character.bytes);
  return result;
}

}  // namespace chefs::mutants
