#include "transport/nats_handles.h"

namespace chefs::transport {
namespace {

std::string describe(const std::string& attempted, natsStatus status,
                     int js_code) {
  std::string text = "cannot " + attempted + ": ";
  natsStatus last_status = NATS_OK;
  const char* detail = nats_GetLastError(&last_status);
  // The text is the calling thread's latest, which may be of an older failure.
  if (last_status == status && detail != nullptr && *detail != '\0') {
    text += detail;
  } else {
    text += natsStatus_GetText(status);
  }
  if (js_code != 0) {
    text += " (JetStream error " + std::to_string(js_code) + ")";
  }
  return text;
}

// cnats ends its threads within this time once its last connection is gone.
constexpr int64_t kCloseTimeoutMs = 5'000;

}  // namespace

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

}  // namespace chefs::transport
