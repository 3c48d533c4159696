#include "producer/server/tls_authority.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string_view>

#include "producer/server/private_file.h"

namespace chefs::producer {
namespace {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free_all>>;

// These calls fail only without memory or randomness.
void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot make a certificate");
}

Key make_key() {
  Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  return key;
}

void add_extension(X509* certificate, X509* issuer, int nid,
                   const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  require(extension != nullptr);
  require(X509_add_ext(certificate, extension.get(), -1) == 1);
}

void set_random_serial(X509* certificate) {
  // RFC 5280 asks for a positive number of at most 20 bytes.
  constexpr int kSerialBits = 127;
  const Number serial(BN_new());
  require(serial != nullptr &&
          BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE,
                  BN_RAND_BOTTOM_ANY) == 1 &&
          BN_to_ASN1_INTEGER(serial.get(),
                             X509_get_serialNumber(certificate)) != nullptr);
}

void set_validity(X509* certificate,
                  std::chrono::system_clock::time_point now) {
  using std::chrono::hours;
  using std::chrono::system_clock;
  // Clocks of containers and their hosts differ a little.
  const std::time_t start = system_clock::to_time_t(now - hours(1));
  const std::time_t end = system_clock::to_time_t(now + hours(24 * 365));
  require(ASN1_TIME_set(X509_getm_notBefore(certificate), start) != nullptr);
  require(ASN1_TIME_set(X509_getm_notAfter(certificate), end) != nullptr);
}

void set_common_name(X509_NAME* name, std::string_view text) {
  require(X509_NAME_add_entry_by_txt(
              name, "CN", MBSTRING_UTF8,
              reinterpret_cast<const unsigned char*>(text.data()),
              static_cast<int>(text.size()), -1, 0) == 1);
}

Certificate unsigned_certificate(EVP_PKEY* key, std::string_view common_name,
                                 std::chrono::system_clock::time_point now) {
  Certificate certificate(X509_new());
  require(certificate != nullptr);
  require(X509_set_version(certificate.get(), X509_VERSION_3) == 1);
  set_random_serial(certificate.get());
  set_validity(certificate.get(), now);
  set_common_name(X509_get_subject_name(certificate.get()), common_name);
  require(X509_set_pubkey(certificate.get(), key) == 1);
  return certificate;
}

Certificate make_authority(EVP_PKEY* key,
                           std::chrono::system_clock::time_point now) {
  Certificate ca = unsigned_certificate(key, "chefs-mock private CA", now);
  require(X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get())) == 1);
  add_extension(ca.get(), ca.get(), NID_basic_constraints,
                "critical,CA:TRUE,pathlen:0");
  add_extension(ca.get(), ca.get(), NID_key_usage,
                "critical,keyCertSign,cRLSign");
  add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
  require(X509_sign(ca.get(), key, EVP_sha256()) > 0);
  return ca;
}

std::string alternative_name(const std::string& host) {
  unsigned char address[sizeof(in6_addr)];
  const bool is_address = ::inet_pton(AF_INET, host.c_str(), address) == 1 ||
                          ::inet_pton(AF_INET6, host.c_str(), address) == 1;
  return fmt::format("{}:{}", is_address ? "IP" : "DNS", host);
}

std::string alternative_names(const std::vector<std::string>& more_hosts) {
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const std::string& host : more_hosts) {
    names += "," + alternative_name(host);
  }
  return names;
}

Certificate make_server_certificate(EVP_PKEY* key, X509* ca, EVP_PKEY* ca_key,
                                    const std::vector<std::string>& more_hosts,
                                    std::chrono::system_clock::time_point now) {
  Certificate server = unsigned_certificate(key, "localhost", now);
  require(X509_set_issuer_name(server.get(), X509_get_subject_name(ca)) == 1);
  add_extension(server.get(), ca, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(server.get(), ca, NID_key_usage, "critical,digitalSignature");
  add_extension(server.get(), ca, NID_ext_key_usage, "serverAuth");
  add_extension(server.get(), ca, NID_subject_alt_name,
                alternative_names(more_hosts));
  add_extension(server.get(), ca, NID_subject_key_identifier, "hash");
  add_extension(server.get(), ca, NID_authority_key_identifier, "keyid");
  require(X509_sign(server.get(), ca_key, EVP_sha256()) > 0);
  return server;
}

Memory memory() {
  Memory bio(BIO_new(BIO_s_mem()));
  require(bio != nullptr);
  return bio;
}

std::string_view content(const Memory& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

void write_certificate(const std::filesystem::path& path, X509* certificate) {
  const Memory bio = memory();
  require(PEM_write_bio_X509(bio.get(), certificate) == 1);
  write_private_file(path, content(bio));
}

void write_key(const std::filesystem::path& path, EVP_PKEY* key) {
  const Memory bio = memory();
  require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0,
                                        nullptr, nullptr) == 1);
  write_private_file(path, content(bio));
}

}  // namespace

TlsFiles make_tls_files(const std::filesystem::path& folder,
                        const std::vector<std::string>& more_hosts,
                        std::chrono::system_clock::time_point now) {
  const Key ca_key = make_key();
  const Certificate ca = make_authority(ca_key.get(), now);
  const Key key = make_key();
  const Certificate server = make_server_certificate(
      key.get(), ca.get(), ca_key.get(), more_hosts, now);
  const TlsFiles files{.ca = folder / "ca.pem",
                       .certificate = folder / "server.pem",
                       .key = folder / "server-key.pem"};
  write_certificate(files.ca, ca.get());
  write_certificate(files.certificate, server.get());
  write_key(files.key, key.get());
  return files;
}

}  // namespace chefs::producer
