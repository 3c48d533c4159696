// The made-up part of CHEFS that one case is about: two forms, their keys, the
// text by which a leaked plaintext is known. The same case id and seed make
// the same world. Not the messages about it (case_messages.h).
// Why: docs/decisions/0112.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/consumer/secret_watch.h"
#include "contract/nkey.h"
#include "contract/random_source.h"
#include "contract/secret.h"
#include "producer/generator/clock.h"
#include "producer/generator/form.h"
#include "producer/generator/form_factory.h"

namespace chefs::conformance {

// The durable that a case names. Of its own, so that a name which stands in a
// program is not taken for the one that it was given.
std::string durable_of(const ConsumerCase& asked);

struct CaseWorld {
  CaseWorld(const ConsumerCase& asked, std::uint64_t run_seed);
  CaseWorld(const CaseWorld&) = delete;
  CaseWorld& operator=(const CaseWorld&) = delete;

  // Of this case in this run.
  std::uint64_t seed;
  contract::SeededRandom random;
  producer::SteppingClock clock;
  producer::FormFactory factory;
  std::array<producer::Form, 2> forms;
  // Given to form 1 later on.
  contract::Secret rotated_key;
  // Nobody has it.
  contract::Secret other_key;
  // An account that the server does not know.
  contract::UserNkey stranger;
  // Stands in every plaintext.
  std::string canary;

  const producer::Form& form(int number) const {
    return forms.at(static_cast<std::size_t>(number - 1));
  }
  // With {form1} and {form2} replaced by the forms' ids.
  std::string filled_in(std::string text) const;
};

// How the program reaches what the case runner has put up.
struct CasePlaces {
  std::vector<std::string> servers;
  // "websocket" or "nats".
  std::string transport;
  contract::UserNkey consumer;
  std::string api_url;
  // Empty unless wss.
  std::string ca_file;
  // ISO 8601; empty: not asked for.
  std::string start_time;
};

// What can change from one start to the next, as StartStep and CaseSetup have
// it.
struct GivenSettings {
  CaseCredentials credentials;
  CaseKeys keys;
  std::string source;
  std::vector<std::string> filters;
};

// The program's environment. What is empty is not to be set, whatever this
// process itself was given.
std::map<std::string, std::string> program_environment(
    const ConsumerCase& asked, const CaseWorld& world, const CasePlaces& places,
    const GivenSettings& given);

// All that must not be seen in what the program prints.
std::vector<WatchedSecret> secrets_of(const CaseWorld& world,
                                      const contract::UserNkey& consumer);

}  // namespace chefs::conformance
