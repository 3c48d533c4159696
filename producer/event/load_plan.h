// A plan made from numbers: so many occurrences, over so many forms, in such a
// mix. For load and for a stream to look at; a story is told by a scenario.
//
//   LoadPlan plan({.seed = 42, .clock = &clock, .occurrences = 1'000});
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "contract/json.h"
#include "contract/profile.h"
#include "contract/secret.h"
#include "producer/event/occurrence_maker.h"
#include "producer/event/plan.h"
#include "producer/event/size_target.h"
#include "producer/generator/clock.h"
#include "producer/generator/form_factory.h"

namespace chefs::producer {

// How often each kind happens, relative to the others.
struct Mix {
  std::uint32_t published = 2;
  std::uint32_t unpublished = 1;
  std::uint32_t created = 70;
  std::uint32_t changed = 20;
  std::uint32_t deleted = 7;

  std::uint32_t total() const {
    return published + unpublished + created + changed + deleted;
  }
};

// "created=70,changed=20,deleted=10"; what is not named does not happen.
// Otherwise a sentence that says what is wrong.
std::variant<Mix, std::string> parse_mix(std::string_view text);

struct LoadPlanOptions {
  std::uint64_t seed = 0;
  Clock* clock = nullptr;
  contract::Profile profile = contract::Profile::kDocumented;
  // The consumer's ENCRYPTION_KEY; made from the seed if it is empty.
  contract::Secret shared_key = {};
  std::uint64_t occurrences = 0;
  std::uint64_t forms = 1;
  // Taken in turn by the forms. The first is the consumer's own.
  std::vector<std::string> sources = {"chefs-local"};
  StreamSettings streams = {};
  contract::Json metadata = contract::Json::object();
  Mix mix = {};
  // Of each submission's message; natural sizes if it is not set.
  std::optional<std::int64_t> message_bytes = {};
  SizeCheck size_check = SizeCheck::kApplied;
};

// The clock must outlive it. Not thread-safe. Memory depends on the number of
// forms, not of occurrences.
class LoadPlan final : public Plan {
 public:
  explicit LoadPlan(LoadPlanOptions options);

  // Throws SizeCannotBeMet if message_bytes is too small.
  std::optional<Planned> next() override;

  RunKeys keys() const;

 private:
  // Submissions that may still change or be deleted.
  struct Open {
    std::size_t form;
    Submission submission;
  };

  contract::EventType pick_type();
  std::size_t pick_form();
  Occurrence happen(contract::EventType type);
  Occurrence create();
  Occurrence change(contract::EventType type);
  Occurrence remove(contract::EventType type);

  LoadPlanOptions options_;
  FormFactory factory_;
  OccurrenceMaker maker_;
  contract::SeededRandom random_;
  std::vector<Form> forms_;
  std::vector<Open> open_;
  PaddedSettings padded_;
  std::uint64_t given_ = 0;
};

}  // namespace chefs::producer
