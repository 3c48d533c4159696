// Bugs in how the configured key becomes the password.
#include <cstdlib>
#include <map>
#include <memory>

#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/primitives.h"
#include "tests/mutants/decryptor/text_tools.h"

namespace chefs::mutants {
namespace {

using ChangeText = std::function<std::string(std::string_view)>;

std::function<void(Steps&)> changes_key(ChangeText change) {
  return [change](Steps& steps) {
    steps.password = [change](const Bytes& key) { return change(key); };
  };
}

std::function<void(Steps&)> tries_key(ChangeText change) {
  return [change](Steps& steps) { also_try(steps, changes_key(change)); };
}

std::function<void(Steps&)> requires_key(
    std::function<bool(const Bytes&)> test) {
  return [test](Steps& steps) {
    steps.open = [test, before = steps.open](const Request& request,
                                             const Steps& current) -> Opened {
      if (!test(request.key)) return Rejected{"the key is not as expected"};
      return before(request, current);
    };
  };
}

std::string hex_decoded(std::string_view key) {
  return from_hex(key).value_or(Bytes(key));
}

std::string base64_decoded(std::string_view key) {
  const auto bytes = from_base64(key);
  return bytes && bytes->size() == 32 ? *bytes : Bytes(key);
}

std::string latin1(std::string_view key) {
  return each_character(key, [](const Character& c) {
    return std::string(1, c.code < 0x100 ? static_cast<char>(c.code) : '?');
  });
}

std::string ascii(std::string_view key) {
  return each_character(key, [](const Character& c) {
    return c.code < 0x80 ? std::string(c.bytes) : "?";
  });
}

std::string utf16(std::string_view key) {
  std::string units;
  const auto add = [&units](char32_t unit) {
    units += static_cast<char>(unit & 255);
    units += static_cast<char>(unit >> 8 & 255);
  };
  for (const Character& c : characters_of(key)) {
    if (c.code > 0xFFFF) add(0xD800 + ((c.code - 0x10000) >> 10));
    add(c.code > 0xFFFF ? 0xDC00 + (c.code & 0x3FF) : c.code);
  }
  return units;
}

std::string url_decoded(std::string_view key) {
  std::string result;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto byte =
        key[i] == '%' ? from_hex(key.substr(i + 1, 2)) : std::nullopt;
    if (byte && byte->size() == 1) {
      result += *byte;
      i += 2;
    } else {
      result += key[i] == '+' ? ' ' : key[i];
    }
  }
  return result;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_';
}

// $NAME and ${NAME}, as a shell or a .env file reads them.
std::string with_variables(std::string_view key) {
  std::string result;
  while (!key.empty()) {
    const std::size_t dollar = key.find('$');
    result.append(key.substr(0, dollar));
    if (dollar == std::string_view::npos) break;
    key.remove_prefix(dollar + 1);
    const bool has_braces = key.starts_with('{');
    if (has_braces) key.remove_prefix(1);
    std::string name;
    while (!key.empty() && is_name_character(key.front())) {
      name += key.front();
      key.remove_prefix(1);
    }
    if (has_braces && key.starts_with('}')) key.remove_prefix(1);
    if (const char* value = std::getenv(name.c_str())) result += value;
  }
  return result;
}

std::string digest_of_long(std::string_view key) {
  return key.size() > 128 ? digest("SHA256", key) : Bytes(key);
}

std::function<void(Steps&)> cuts_key_at(std::size_t bytes) {
  return changes_key(
      [bytes](std::string_view key) { return Bytes(key.substr(0, bytes)); });
}

// A table of keys in which 63 characters decide: the key that opened something
// stands in for every other that starts alike.
void compares_key_prefix(Steps& steps) {
  auto known = std::make_shared<std::map<Bytes, Bytes>>();
  change_result(steps, [known](const Request& request, Opened opened) {
    const Bytes prefix = request.key.substr(0, 63);
    if (!is_rejected(opened)) {
      known->emplace(prefix, request.key);
      return opened;
    }
    const auto other = known->find(prefix);
    if (other == known->end()) return opened;
    const Steps right = right_steps();
    return right.open({request.data, other->second}, right);
  });
}

bool is_64_hex_digits(const Bytes& key) {
  return key.size() == 64 && from_hex(key).has_value();
}

}  // namespace

std::vector<Bug> key_bugs() {
  return {
      {"hex-decodes-key", changes_key(hex_decoded)},
      {"tries-hex-decoded-key", tries_key(hex_decoded)},
      {"base64-decodes-key", changes_key(base64_decoded)},
      {"cuts-key-at-equals",
       changes_key([](std::string_view key) { return until(key, "="); })},
      {"lower-cases-key", changes_key(lower)},
      {"ignores-key-case",
       [](Steps& steps) {
         also_try(steps, changes_key(lower));
         also_try(steps, changes_key(upper));
       }},
      {"requires-64-hex-key", requires_key(is_64_hex_digits)},
      {"first-word-of-key", changes_key([](std::string_view key) {
         return until(key, kWhiteSpace);
       })},
      {"refuses-short-key",
       requires_key([](const Bytes& key) { return key.size() >= 8; })},
      {"latin1-key", changes_key(latin1)},
      {"utf16-key", changes_key(utf16)},
      {"ascii-key", changes_key(ascii)},
      {"composes-key", changes_key(composed)},
      {"decomposes-key", changes_key(decomposed)},
      {"truncates-key-at-32", cuts_key_at(32)},
      {"truncates-key-at-64", cuts_key_at(64)},
      {"truncates-key-at-128", cuts_key_at(128)},
      {"hashes-long-key-with-sha256", changes_key(digest_of_long)},
      {"trims-key", changes_key(trimmed)},
      {"tries-trimmed-key", tries_key(trimmed)},
      {"strips-key-newline", changes_key(without_line_end)},
      {"unquotes-key", changes_key(unquoted)},
      {"url-decodes-key", changes_key(url_decoded)},
      {"unescapes-key", changes_key(unescaped)},
      {"expands-variables-in-key", changes_key(with_variables)},
      {"cuts-key-at-hash",
       changes_key([](std::string_view key) { return until(key, "#"); })},
      {"compares-key-prefix", compares_key_prefix},
  };
}

}  // namespace chefs::mutants
