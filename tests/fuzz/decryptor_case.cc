// The checks of a decryptor's case: a recipe is read, and carried out with keys
// that are derived in one round, since the real ones take 40 ms each.
#include <memory>
#include <stdexcept>
#include <string>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/check_input.h"
#include "consumer-kit/conformance/decryptor/recipe/named_inputs.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe_reader.h"
#include "consumer-kit/conformance/decryptor/recipe/sealing.h"
#include "consumer-kit/conformance/decryptor/sealed_drawing.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace conformance;

constexpr std::size_t kMostPlaintextBytes = 4'096;

const NamedInputs& named_inputs() {
  static const base::JsonFile file =
      base::read_json_file(CHEFS_SCENARIOS_DIR "/decryptor/material.json");
  static const NamedInputs read = read_named_inputs(base::JsonPlace(file));
  return read;
}

// In one round; and whether it is small enough to be carried out at all.
bool cheapen(Sealing& sealing) {
  sealing.kdf.rounds = 1;
  for (PlaintextPart& part : sealing.plaintext) {
    auto* inner = std::get_if<std::shared_ptr<const Sealing>>(&part);
    if (inner == nullptr) continue;
    Sealing copy = **inner;
    if (!cheapen(copy)) return false;
    *inner = std::make_shared<const Sealing>(std::move(copy));
  }
  return plaintext_bytes(sealing.plaintext) <= kMostPlaintextBytes;
}

bool cheapen(Recipe& recipe) {
  auto* sealed = std::get_if<SealedData>(&recipe);
  if (sealed == nullptr) return true;
  bool is_small = cheapen(sealed->sealing) && cheapen(sealed->control);
  for (ByteEdit& edit : sealed->edits) {
    if (auto* take = std::get_if<Take>(&edit)) is_small &= cheapen(take->of);
  }
  return is_small;
}

void check(const base::JsonPlace& place) {
  Recipe recipe = read_recipe(place, named_inputs()).recipe;
  if (!cheapen(recipe)) return;
  for (const Expectation expectation :
       {Expectation::kAccept, Expectation::kReject}) {
    KeyStore keys;
    announce_keys(recipe, keys);
    const DecryptorInput input = make_input(recipe, expectation, keys);
    require(!draw_sealed(input.data, input.touched).spans.empty(),
            "whatever is sent can be drawn");
  }
}

}  // namespace

void run(std::string_view text) {
  try {
    const base::JsonFile file = base::parse_json_file("case.json", text);
    for (const base::JsonPlace& place :
         base::JsonPlace(file).at("checks").elements()) {
      check(place);
    }
  } catch (const base::EnvironmentError& error) {
    const std::string_view told = error.what();
    require(told.find("case.json") != std::string_view::npos,
            "an error names the file");
  } catch (const std::out_of_range&) {
    // The recipe changes what is not there.
  }
}

}  // namespace chefs::fuzz
