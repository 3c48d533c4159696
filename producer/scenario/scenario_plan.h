// Plays a scenario step by step: each call gives the next thing to publish.
// The same scenario, seed, clock and profile give the same bytes.
//
//   ScenarioPlan plan(scenario, {.seed = 42, .clock = &clock});
//   while (auto planned = plan.next()) …
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contract/profile.h"
#include "contract/secret.h"
#include "producer/event/occurrence_maker.h"
#include "producer/event/plan.h"
#include "producer/generator/clock.h"
#include "producer/generator/form_factory.h"
#include "producer/scenario/scenario.h"

namespace chefs::producer {

struct ScenarioPlanOptions {
  std::uint64_t seed = 0;
  Clock* clock = nullptr;
  contract::Profile profile = contract::Profile::kDocumented;
  // The consumer's ENCRYPTION_KEY; made from the seed if it is empty.
  contract::Secret shared_key = {};
};

// The clock must outlive it. Not thread-safe.
class ScenarioPlan final : public Plan {
 public:
  ScenarioPlan(Scenario scenario, ScenarioPlanOptions options);

  // Throws SizeCannotBeMet if a step's message_bytes is too small.
  std::optional<Planned> next() override;

  // The keys as they will be at the end; known from the start.
  RunKeys keys() const;

 private:
  struct Running {
    const std::vector<ScenarioStep>* steps;
    std::size_t next = 0;
    std::int64_t times_left = 1;
  };
  struct NamedSubmission {
    std::string form;
    Submission submission;
  };

  contract::Secret key_named(const std::string& name) const;
  const ScenarioStep* next_step();
  std::optional<Planned> play(const ScenarioStep& step);

  std::optional<Planned> happen(const PublishForm& step);
  std::optional<Planned> happen(const UnpublishForm& step);
  std::optional<Planned> happen(const ChangeForm& step);
  std::optional<Planned> happen(const CreateSubmission& step);
  std::optional<Planned> happen(const ChangeSubmission& step);
  std::optional<Planned> happen(const DeleteSubmission& step);
  std::optional<Planned> happen(const SendRaw& step);
  std::optional<Planned> happen(const Repeat& step);

  Scenario scenario_;
  ScenarioPlanOptions options_;
  FormFactory factory_;
  OccurrenceMaker maker_;
  std::map<std::string, Form> forms_;
  std::map<std::string, NamedSubmission> submissions_;
  // The innermost repeat comes last.
  std::vector<Running> running_;
};

}  // namespace chefs::producer
