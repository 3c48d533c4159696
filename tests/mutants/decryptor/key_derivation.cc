#include "tests/mutants/decryptor/key_derivation.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>

#include "tests/mutants/decryptor/primitives.h"

namespace chefs::mutants {
namespace {

namespace fs = std::filesystem;

Bytes pbkdf2(std::string_view password, std::string_view salt,
             const Derivation& how) {
  Bytes key(how.bytes, '\0');
  const int done = PKCS5_PBKDF2_HMAC(
      password.data(), static_cast<int>(password.size()),
      reinterpret_cast<const unsigned char*>(salt.data()),
      static_cast<int>(salt.size()), how.rounds,
      EVP_get_digestbyname(how.digest), static_cast<int>(key.size()),
      reinterpret_cast<unsigned char*>(key.data()));
  if (done != 1) throw std::runtime_error("OpenSSL cannot derive a key");
  return key;
}

// The name says all that the key depends on.
fs::path file_of(const fs::path& folder, std::string_view password,
                 std::string_view salt, const Derivation& how) {
  const std::string all =
      std::string(how.digest) + '/' + std::to_string(how.rounds) + '/' +
      std::to_string(how.bytes) + '/' + to_hex(password) + '/' + to_hex(salt);
  return folder / to_hex(digest("SHA256", all));
}

std::optional<Bytes> read(const fs::path& file, std::size_t size) {
  std::ifstream in(file, std::ios::binary);
  Bytes bytes(std::istreambuf_iterator<char>(in), {});
  if (bytes.size() != size) return std::nullopt;
  return bytes;
}

// Renamed into place: other processes see the whole key or none.
void write(const fs::path& file, const Bytes& key) {
  fs::path draft = file;
  draft += '.' + std::to_string(::getpid());
  std::ofstream(draft, std::ios::binary) << key << std::flush;
  fs::rename(draft, file);
}

}  // namespace

Bytes derived(std::string_view password, std::string_view salt,
              const Derivation& how) {
  const char* folder = std::getenv("MUTANT_KEY_CACHE");
  if (folder == nullptr) return pbkdf2(password, salt, how);
  fs::create_directories(folder);
  const fs::path file = file_of(folder, password, salt, how);
  if (auto known = read(file, how.bytes)) return *known;
  const Bytes key = pbkdf2(password, salt, how);
  write(file, key);
  return key;
}

}  // namespace chefs::mutants
