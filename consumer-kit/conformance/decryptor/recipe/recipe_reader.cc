#include "consumer-kit/conformance/decryptor/recipe/recipe_reader.h"

#include <map>

#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "consumer-kit/conformance/decryptor/recipe/edit_reader.h"
#include "consumer-kit/conformance/decryptor/recipe/sealing.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

constexpr std::uint64_t kMostRounds = 1'000'000;
constexpr std::uint64_t kMostPlaintextBytes = 1'000'000;
// A control's plaintext must be one that nobody guesses.
constexpr std::size_t kLeastControlBytes = 8;

class RecipeReader {
 public:
  explicit RecipeReader(const NamedInputs& named) : named_(named) {}

  ReadRecipe read(const JsonPlace& check);

 private:
  // What a name stands for; its bytes go into the definition.
  const NamedKey& key_named(const std::string& name, const JsonPlace& place);
  const std::string& bytes_named(
      std::string_view kind,
      const std::map<std::string, std::string, std::less<>>& known,
      const std::string& name, const JsonPlace& place);

  Sealing read_sealing(const JsonPlace& place, const std::string& key_name);
  Sealing default_sealing(const std::string& key_name, const JsonPlace& place);
  PlaintextPart read_part(const JsonPlace& place);
  Plaintext read_plaintext(const JsonPlace& place);
  SealedData read_sealed(const JsonPlace& check, const std::string& key_name);
  void choose_control(SealedData& data, const std::string& sealing_key,
                      const std::string& check_key, const JsonPlace& check);

  const NamedInputs& named_;
  std::map<std::string, std::string> resolved_;
};

const NamedKey& RecipeReader::key_named(const std::string& name,
                                        const JsonPlace& place) {
  const auto key = named_.keys.find(name);
  if (key == named_.keys.end()) place.fail("a key of material.json");
  resolved_["key " + name] = hex_of(key->second.bytes);
  return key->second;
}

const std::string& RecipeReader::bytes_named(
    std::string_view kind,
    const std::map<std::string, std::string, std::less<>>& known,
    const std::string& name, const JsonPlace& place) {
  const auto bytes = known.find(name);
  if (bytes == known.end()) {
    place.fail("one of the " + std::string(kind) + "s of material.json");
  }
  resolved_[std::string(kind) + ' ' + name] = hex_of(bytes->second);
  return bytes->second;
}

Kdf read_kdf(const JsonPlace& place) {
  place.allow_only({"method", "prf", "rounds", "salt", "arguments", "take"});
  Kdf out;
  out.method = choice_or(place, "method", out.method,
                         {{"pbkdf2", KdfMethod::kPbkdf2},
                          {"none", KdfMethod::kNone},
                          {"sha256", KdfMethod::kSha256}});
  out.prf = choice_or(place, "prf", out.prf,
                      {{"sha512", Prf::kSha512},
                       {"sha256", Prf::kSha256},
                       {"sha1", Prf::kSha1}});
  out.salt = choice_or(place, "salt", out.salt,
                       {{"bytes", KdfSalt::kBytes},
                        {"hex-text", KdfSalt::kHexText},
                        {"first-16-bytes", KdfSalt::kFirst16Bytes},
                        {"first-32-bytes", KdfSalt::kFirst32Bytes}});
  out.arguments = choice_or(place, "arguments", out.arguments,
                            {{"in-order", KdfArguments::kInOrder},
                             {"swapped", KdfArguments::kSwapped}});
  out.part = choice_or(place, "take", out.part,
                       {{"first-32", KdfPart::kFirst32Bytes},
                        {"last-32-of-64", KdfPart::kLast32Of64Bytes}});
  if (const auto rounds = place.find("rounds")) {
    out.rounds = static_cast<int>(rounds->number(kMostRounds));
    if (out.rounds == 0) rounds->fail("a number above 0");
  }
  return out;
}

std::vector<Field> read_layout(const JsonPlace& place) {
  std::vector<Field> out;
  for (const JsonPlace& element : place.elements()) {
    out.push_back(read_field(element));
  }
  if (out.size() != Sealing{}.layout.size()) place.fail("all four fields");
  return out;
}

void read_variations(const JsonPlace& place, Sealing& out) {
  out.cipher = choice_or(place, "cipher", out.cipher,
                         {{"aes-256-gcm", CipherKind::kAes256Gcm},
                          {"aes-128-gcm", CipherKind::kAes128Gcm},
                          {"aes-256-cbc", CipherKind::kAes256Cbc}});
  out.additional_data =
      choice_or(place, "aad", out.additional_data,
                {{"none", AdditionalData::kNone},
                 {"salt-and-iv", AdditionalData::kSaltAndIv}});
  out.format = choice_or(place, "format", out.format,
                         {{"cryptr-6", Format::kCryptr6},
                          {"cryptr-5", Format::kCryptr5},
                          {"cryptr-4.0.0", Format::kCryptr400},
                          {"cryptr-3", Format::kCryptr3},
                          {"cryptr-2", Format::kCryptr2}});
  if (const auto kdf = place.find("kdf")) out.kdf = read_kdf(*kdf);
  out.cipher_iv_bytes = place.number_or("cipher_iv_bytes", out.cipher_iv_bytes,
                                        contract::kIvBytes);
  if (const auto layout = place.find("layout")) {
    out.layout = read_layout(*layout);
  }
}

Sealing RecipeReader::default_sealing(const std::string& key_name,
                                      const JsonPlace& place) {
  resolved_["default plaintext"] = hex_of(named_.default_plaintext);
  Sealing out;
  out.password = key_named(key_name, place).bytes;
  out.plaintext = {named_.default_plaintext};
  out.salt = bytes_named("salt", named_.salts, named_.default_salt, place);
  out.iv = bytes_named("iv", named_.ivs, named_.default_iv, place);
  return out;
}

Sealing RecipeReader::read_sealing(const JsonPlace& place,
                                   const std::string& default_key) {
  place.allow_only({"key", "plaintext", "salt", "iv", "kdf", "cipher", "aad",
                    "cipher_iv_bytes", "layout", "format"});
  Sealing out = default_sealing(place.words_or("key", default_key), place);
  if (const auto salt = place.find("salt")) {
    out.salt = bytes_named("salt", named_.salts, salt->words(), *salt);
  }
  if (const auto iv = place.find("iv")) {
    out.iv = bytes_named("iv", named_.ivs, iv->words(), *iv);
  }
  if (const auto plaintext = place.find("plaintext")) {
    out.plaintext = read_plaintext(*plaintext);
  }
  read_variations(place, out);
  return out;
}

PlaintextPart RecipeReader::read_part(const JsonPlace& place) {
  if (place.value().is_string()) return place.text();
  if (const auto hex = place.find("hex")) {
    place.allow_only({"hex"});
    return read_hex(*hex);
  }
  if (const auto sealed = place.find("sealed")) {
    place.allow_only({"sealed"});
    return std::make_shared<const Sealing>(
        read_sealing(*sealed, named_.default_key));
  }
  place.allow_only({"repeat", "bytes"});
  return Repetition{.pattern = place.at("repeat").words(),
                    .bytes = static_cast<std::size_t>(
                        place.at("bytes").number(kMostPlaintextBytes))};
}

Plaintext RecipeReader::read_plaintext(const JsonPlace& place) {
  if (!place.value().is_array()) return {read_part(place)};
  Plaintext out;
  for (const JsonPlace& part : place.elements()) {
    out.push_back(read_part(part));
  }
  return out;
}

// A sealing that is not standard has a standard one of the same plaintext
// beside it, under the key that the decryptor is given.
void RecipeReader::choose_control(SealedData& data,
                                  const std::string& sealing_key,
                                  const std::string& check_key,
                                  const JsonPlace& check) {
  const bool is_sound =
      is_standard(data.sealing) && !key_named(sealing_key, check).is_bytes_only;
  const std::string& key = is_sound ? sealing_key : check_key;
  data.control = is_sound ? data.sealing : default_sealing(key, check);
  data.control.plaintext = data.sealing.plaintext;
  if (plaintext_bytes(data.control.plaintext) < kLeastControlBytes) {
    data.control.plaintext = {named_.default_plaintext};
  }
  data.control_key = key_named(key, check).bytes;
}

SealedData RecipeReader::read_sealed(const JsonPlace& check,
                                     const std::string& check_key) {
  SealedData out;
  std::string sealing_key = check_key;
  if (const auto place = check.find("seal")) {
    sealing_key = place->words_or("key", check_key);
    out.sealing = read_sealing(*place, check_key);
  } else {
    out.sealing = default_sealing(check_key, check);
  }
  if (const auto edits = check.find("edits")) {
    for (const JsonPlace& edit : edits->elements()) {
      out.edits.push_back(read_byte_edit(edit, [&](const JsonPlace& of) {
        return read_sealing(of, sealing_key);
      }));
    }
  }
  if (const auto edits = check.find("text_edits")) {
    for (const JsonPlace& edit : edits->elements()) {
      out.text_edits.push_back(read_text_edit(edit));
    }
  }
  out.encoding = choice_or(check, "encoding", out.encoding,
                           {{"hex", Encoding::kHex},
                            {"hex-of-hex", Encoding::kHexOfHex},
                            {"base64", Encoding::kBase64},
                            {"base64url", Encoding::kBase64Url},
                            {"latin1", Encoding::kLatin1}});
  out.wrapping = choice_or(check, "wrap", out.wrapping,
                           {{"array", Wrapping::kArray},
                            {"payload", Wrapping::kPayload},
                            {"byte-array", Wrapping::kByteArray},
                            {"node-buffer", Wrapping::kNodeBuffer}});
  choose_control(out, sealing_key, check_key, check);
  return out;
}

ReadRecipe RecipeReader::read(const JsonPlace& check) {
  const std::string name = check.words_or("key", named_.default_key);
  const NamedKey& key = key_named(name, check);
  if (key.is_bytes_only) check.at("key").fail("a key that is text");
  ReadRecipe out;
  out.key = key.bytes;
  if (const auto data = check.find("data")) {
    check.allow_only({"name", "expect", "key", "data"});
    out.recipe = data->value();
  } else {
    check.allow_only({"name", "expect", "key", "seal", "edits", "encoding",
                      "text_edits", "wrap"});
    out.recipe = read_sealed(check, name);
  }
  for (const auto& [what, bytes] : resolved_) {
    out.resolved += what + '=' + bytes + '\n';
  }
  return out;
}

}  // namespace

ReadRecipe read_recipe(const JsonPlace& check, const NamedInputs& named) {
  return RecipeReader(named).read(check);
}

}  // namespace chefs::conformance
