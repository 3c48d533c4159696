// The stream CHEFS, but for the public subjects alone.
#pragma once

#include <nats/nats.h>

namespace chefs::tests {

inline natsStatus add_public_stream(jsCtx* js) {
  const char* subject = "PUBLIC.forms.>";
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  config.Name = "CHEFS";
  config.Subjects = &subject;
  config.SubjectsLen = 1;
  return js_AddStream(nullptr, js, &config, nullptr, nullptr);
}

}  // namespace chefs::tests
