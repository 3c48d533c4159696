// Bugs in where salt, iv, tag and ciphertext are looked for, and in what the
// cipher is given of them.
#include <utility>

#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/primitives.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

// Reads fields from the front.
class Reader {
 public:
  explicit Reader(const Bytes& bytes) : rest_(bytes) {}
  Bytes take(std::size_t count) {
    Bytes field = rest_.substr(0, count);
    rest_.erase(0, count);
    return field;
  }
  Bytes rest() { return std::exchange(rest_, {}); }

 private:
  Bytes rest_;
};

// The members of a braced list are evaluated in their order, and so the fields
// are read in the order of Parts; layouts of another order name them.
PutInto splits(std::size_t prefix_bytes, std::function<Parts(Reader)> read) {
  return [prefix_bytes, read](Steps& steps) {
    steps.split = [prefix_bytes,
                   read](const Bytes& sealed) -> std::optional<Parts> {
      if (sealed.size() < prefix_bytes) return std::nullopt;
      return read(Reader(sealed));
    };
  };
}

PutInto splits_by_length(std::size_t salt, std::size_t iv) {
  return splits(salt + iv + kTagBytes, [salt, iv](Reader reader) {
    return Parts{reader.take(salt), reader.take(iv), reader.take(kTagBytes),
                 reader.rest()};
  });
}

PutInto tag_at_end() {
  return splits(kPrefixBytes, [](Reader reader) {
    Parts parts{reader.take(kSaltBytes), reader.take(kIvBytes), "",
                reader.rest()};
    const std::size_t end = parts.ciphertext.size() - kTagBytes;
    parts.tag = parts.ciphertext.substr(end);
    parts.ciphertext.resize(end);
    return parts;
  });
}

PutInto iv_before_salt() {
  return splits(kPrefixBytes, [](Reader reader) {
    const Bytes iv = reader.take(kIvBytes);
    return Parts{reader.take(kSaltBytes), iv, reader.take(kTagBytes),
                 reader.rest()};
  });
}

PutInto tag_before_iv() {
  return splits(kPrefixBytes, [](Reader reader) {
    const Bytes salt = reader.take(kSaltBytes);
    const Bytes tag = reader.take(kTagBytes);
    return Parts{salt, reader.take(kIvBytes), tag, reader.rest()};
  });
}

void passes_header_as_aad(Steps& steps) {
  steps.decipher = [](const Bytes& key, const Parts& parts) {
    return gcm_decrypt(key, parts.iv, parts.ciphertext, parts.salt + parts.iv);
  };
}

void cuts_iv_to_12_bytes(Steps& steps) {
  steps.decipher = [](const Bytes& key, const Parts& parts) {
    return gcm_decrypt(key, parts.iv.substr(0, 12), parts.ciphertext);
  };
}

void decrypts_with_cbc(Steps& steps) {
  steps.decipher = [](const Bytes& key, const Parts& parts) {
    const auto plaintext = cbc_decrypt(key, parts.iv, parts.ciphertext);
    // An empty tag stands for padding that is wrong.
    return plaintext ? Unverified{*plaintext, parts.tag} : Unverified{};
  };
}

void ends_salt_at_nul(Steps& steps) {
  steps.derive = [derive = steps.derive](const Bytes& password,
                                         const Bytes& salt) {
    return derive(password, salt.substr(0, salt.find('\0')));
  };
}

void ends_iv_at_nul(Steps& steps) {
  steps.decipher = [decipher = steps.decipher](const Bytes& key, Parts parts) {
    parts.iv.resize(std::min(parts.iv.find('\0'), kIvBytes));
    parts.iv.resize(kIvBytes, '\0');
    return decipher(key, parts);
  };
}

Bytes next_block(Bytes counter) {
  for (auto byte = counter.rbegin(); byte != counter.rend(); ++byte) {
    *byte = static_cast<char>(static_cast<unsigned char>(*byte) + 1);
    if (*byte != '\0') break;
  }
  return counter;
}

void carries_counter_past_32_bits(Steps& steps) {
  steps.decipher = [](const Bytes& key, const Parts& parts) {
    Unverified result = gcm_decrypt(key, parts.iv, parts.ciphertext);
    const Bytes first = next_block(gcm_start_block(key, parts.iv));
    result.plaintext = ctr_crypt(key, first, parts.ciphertext);
    return result;
  };
}

}  // namespace

std::vector<Bug> layout_bugs() {
  return {
      {"tag-at-end", tag_at_end()},
      {"tries-tag-at-end", [](Steps& steps) { also_try(steps, tag_at_end()); }},
      {"iv-before-salt", iv_before_salt()},
      {"tag-before-iv", tag_before_iv()},
      {"iv-of-12-bytes", splits_by_length(kSaltBytes, 12)},
      {"iv-cut-to-12-bytes", cuts_iv_to_12_bytes},
      {"salt-of-32-bytes", splits_by_length(32, kIvBytes)},
      {"salt-of-16-bytes", splits_by_length(16, kIvBytes)},
      {"tries-shorter-salt",
       [](Steps& steps) { also_try(steps, splits_by_length(32, kIvBytes)); }},
      {"header-as-aad", passes_header_as_aad},
      {"cbc-mode", decrypts_with_cbc},
      {"c-string-salt", ends_salt_at_nul},
      {"c-string-iv", ends_iv_at_nul},
      {"counter-of-128-bits", carries_counter_past_32_bits},
  };
}

}  // namespace chefs::mutants
