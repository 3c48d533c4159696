// A private certificate authority made on the spot, and one server certificate
// of it, for wss:// on this machine. The authority's own key is never stored.
// Source: RFC 5280; P-256 because every client accepts it.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace chefs::producer {

struct TlsFiles {
  std::filesystem::path ca;           // PEM, to be trusted by clients
  std::filesystem::path certificate;  // PEM
  std::filesystem::path key;          // PEM, mode 0600
};

// The names and addresses that the certificate is for, besides any that are
// asked for: localhost, 127.0.0.1 and ::1. Valid for a year from an hour before
// `now`. Throws EnvironmentError if a file cannot be written.
TlsFiles make_tls_files(const std::filesystem::path& folder,
                        const std::vector<std::string>& more_hosts,
                        std::chrono::system_clock::time_point now);

}  // namespace chefs::producer
