#include "base/nats_handles.h"

#include <string_view>

namespace chefs::base {
namespace {

std::string describe(const std::string& attempted, natsStatus status,
                     int js_code) {
  std::string text = "cannot " + attempted + ": " + last_error_text(status);
  if (js_code != 0) {
    text += " (JetStream error " + std::to_string(js_code) + ")";
  }
  return text;
}

// "(conn.c:1905): Authorization Violation" → "Authorization Violation"
std::string without_place(std::string_view text) {
  const auto end = text.find("): ");
  const bool has_place = text.starts_with('(') &&
                         end != std::string_view::npos &&
                         text.substr(0, end).find(".c:") != text.npos;
  return std::string(has_place ? text.substr(end + 3) : text);
}

// cnats ends its threads within this time once its last connection is gone.
constexpr int64_t kCloseTimeoutMs = 5'000;

}  // namespace

std::string last_error_text(natsStatus status) {
  natsStatus last = NATS_OK;
  const char* text = nats_GetLastError(&last);
  // The text may be of an older failure.
  if (last == status && text != nullptr && *text != '\0') {
    return without_place(text);
  }
  return natsStatus_GetText(status);
}

NatsError::NatsError(const std::string& attempted, natsStatus status,
                     int js_code)
    : std::runtime_error(describe(attempted, status, js_code)),
      status_(status),
      js_code_(js_code) {}

void check(natsStatus status, const std::string& attempted, int js_code) {
  if (status != NATS_OK) throw NatsError(attempted, status, js_code);
}

NatsLibrary::NatsLibrary() { check(nats_Open(-1), "open the NATS library"); }

NatsLibrary::~NatsLibrary() { nats_CloseAndWait(kCloseTimeoutMs); }

}  // namespace chefs::base
