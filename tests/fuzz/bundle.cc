// The bundle of a case that did not pass, of either suite.
#include <string>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/consumer_bundle.h"
#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"
#include "consumer-kit/conformance/decryptor/sealed_drawing.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace conformance;

void read_as(const base::JsonFile& file, void (*read)(const base::JsonFile&)) {
  try {
    read(file);
  } catch (const base::EnvironmentError& error) {
    const std::string_view told = error.what();
    require(told.find("bundle.json") != std::string_view::npos,
            "an error names the file");
  }
}

void read_decryptors(const base::JsonFile& file) {
  const DecryptorBundle bundle = read_bundle(file);
  require(!bundle.command.empty(), "a bundle has a command");
  for (const DecryptorCheck& check : bundle.test_case.checks) {
    const DecryptorInput input = check.input();
    require(!check.key.empty(), "a check has a key");
    require(!draw_sealed(input.data, input.touched).spans.empty(),
            "whatever is sent can be drawn");
  }
}

void read_consumers(const base::JsonFile& file) {
  const ConsumerBundle bundle = read_consumer_bundle(file);
  require(!bundle.run.command.empty(), "a bundle has a command");
}

}  // namespace

void run(std::string_view text) {
  base::JsonFile file;
  try {
    file = base::parse_json_file("bundle.json", text);
  } catch (const base::EnvironmentError&) {
    return;
  }
  read_as(file, &read_decryptors);
  read_as(file, &read_consumers);
}

}  // namespace chefs::fuzz
