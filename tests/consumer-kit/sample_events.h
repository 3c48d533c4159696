// Events as CHEFS would send them, about one form and one submission.
#pragma once

#include <string>
#include <string_view>

namespace chefs::tests {

inline constexpr const char* kFormId = "1a2b3c4d-0000-4000-8000-000000000001";
inline constexpr const char* kSubmissionId =
    "9f8e7d6c-0000-4000-8000-000000000002";
inline constexpr const char* kSource = "chefs-test";
inline constexpr const char* kKey =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
inline constexpr const char* kPublicSubject =
    "PUBLIC.forms.submission.created.1a2b3c4d-0000-4000-8000-000000000001";
inline constexpr const char* kPrivateSubject =
    "PRIVATE.forms.submission.created.1a2b3c4d-0000-4000-8000-000000000001";

std::string public_event(const std::string& source = kSource);
std::string private_event(std::string_view plaintext,
                          std::string_view key = kKey,
                          const std::string& form_id = kFormId);
std::string oversize_event();

}  // namespace chefs::tests
