// What a consumer tells besides events: what befell its connection, and what it
// missed. Not a log line: whoever is told decides what to print.
#pragma once

#include <functional>
#include <string>

#include "consumer-kit/reference/gap_tracker.h"

namespace chefs::consumer {

enum class NoticeKind {
  kNotConnected,  // an attempt to connect failed; another follows
  kConnected,
  kStarted,  // the durable was made, or is resumed
  kDisconnected,
  kReconnected,
  kGap,          // events were discarded before they were read
  kServerError,  // the server complained
};

struct Notice {
  NoticeKind kind;
  std::string text;
  // Of kGap.
  Gap gap = {};
};

using OnNotice = std::function<void(const Notice&)>;

}  // namespace chefs::consumer
