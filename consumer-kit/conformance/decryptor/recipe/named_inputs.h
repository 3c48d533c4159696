// The named keys, salts and ivs that recipes are made with: few, so that keys
// are derived few times. All of them are public and of no worth.
// Source: scenarios/decryptor/material.json.
#pragma once

#include <map>
#include <string>

#include "base/json_place.h"

namespace chefs::conformance {

struct NamedKey {
  std::string bytes;
  // Not one that could be configured: no text, but the bytes that a mistaken
  // decoding makes of one.
  bool is_bytes_only = false;
};

struct NamedInputs {
  std::map<std::string, NamedKey, std::less<>> keys;
  std::map<std::string, std::string, std::less<>> salts;
  std::map<std::string, std::string, std::less<>> ivs;
  std::string default_key;
  std::string default_salt;
  std::string default_iv;
  std::string default_plaintext;
};

NamedInputs read_named_inputs(const base::JsonPlace& root);

}  // namespace chefs::conformance
