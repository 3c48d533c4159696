#include "tests/consumer-kit/sample_events.h"

#include "contract/cryptr.h"
#include "contract/event.h"
#include "contract/random_source.h"
#include "contract/secret.h"

namespace chefs::tests {
namespace {

contract::EventMeta meta_of(const std::string& source,
                            const std::string& form_id) {
  contract::EventMeta meta;
  meta.source = source;
  meta.event_class = "submission";
  meta.type = "created";
  meta.form_id = form_id;
  meta.submission_id = kSubmissionId;
  meta.draft = false;
  return meta;
}

}  // namespace

std::string public_event(const std::string& source) {
  return contract::render_public_event(meta_of(source, kFormId));
}

std::string private_event(std::string_view plaintext, std::string_view key,
                          const std::string& form_id) {
  contract::SeededRandom random(1);
  const std::string sealed =
      contract::seal(plaintext, contract::Secret(key), random);
  return contract::render_private_event(meta_of(kSource, form_id), sealed);
}

std::string oversize_event() {
  return contract::render_error_event(meta_of(kSource, kFormId), "MAX_MSG_SIZE",
                                      "Message is 1000000 bytes.");
}

}  // namespace chefs::tests
