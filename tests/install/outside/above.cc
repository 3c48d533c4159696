#include <cstdio>

#include "base/nats_handles.h"

int main() {
  const chefs::base::NatsError error("try", NATS_TIMEOUT);
  std::puts(error.what());
}
