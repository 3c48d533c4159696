#include "producer/message.h"

namespace chefs::producer {

std::string_view to_string(MessageKind kind) {
  switch (kind) {
    case MessageKind::kPublic:
      return "public";
    case MessageKind::kSealed:
      return "sealed";
    case MessageKind::kWithheld:
      return "error";
    case MessageKind::kRaw:
      break;
  }
  return "raw";
}

}  // namespace chefs::producer
