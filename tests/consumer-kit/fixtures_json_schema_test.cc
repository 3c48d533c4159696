#include "consumer-kit/fixtures/json_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "contract/json.h"

namespace chefs::fixtures {
namespace {

using contract::Json;
using testing::Contains;
using testing::IsEmpty;

std::vector<std::string> pointers(const std::vector<SchemaFault>& faults) {
  std::vector<std::string> out;
  for (const SchemaFault& fault : faults) out.push_back(fault.pointer);
  return out;
}

const Json kPeople = Json::parse(R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "people": {"type": "array", "items": {"$ref": "#/$defs/person"}}
  },
  "required": ["people"],
  "additionalProperties": false,
  "$defs": {
    "person": {
      "type": "object",
      "properties": {
        "name": {"type": "string", "pattern": "^[A-Z]"},
        "state": {"enum": ["here", "gone"]},
        "kind": {"const": "person"}
      },
      "required": ["name"],
      "additionalProperties": false
    }
  }
})");

TEST(JsonSchema, FindsNoFaultInAValueThatFits) {
  const JsonSchema schema(kPeople);

  EXPECT_THAT(
      schema.check(
          {{"people",
            {{{"name", "Zoë"}, {"state", "gone"}, {"kind", "person"}}}}}),
      IsEmpty());
}

struct Misfit {
  const char* what;
  const char* value;
  const char* pointer;
};

class JsonSchemaMisfit : public testing::TestWithParam<Misfit> {};

TEST_P(JsonSchemaMisfit, IsToldWithItsPointer) {
  const JsonSchema schema(kPeople);

  const auto faults = schema.check(Json::parse(GetParam().value));

  EXPECT_THAT(pointers(faults), Contains(GetParam().pointer));
}

INSTANTIATE_TEST_SUITE_P(
    Each, JsonSchemaMisfit,
    testing::Values(
        Misfit{"AMissingKey", R"({})", ""},
        Misfit{"AForeignKey", R"({"people": [], "more": 1})", ""},
        Misfit{"AnotherType", R"({"people": {}})", "/people"},
        Misfit{"APatternNotMet", R"({"people": [{"name": "x"}]})",
               "/people/0/name"},
        Misfit{"AnEnumNotMet",
               R"({"people": [{"name": "A"}, {"name": "B", "state": "?"}]})",
               "/people/1/state"},
        Misfit{"AConstNotMet", R"({"people": [{"name": "A", "kind": "dog"}]})",
               "/people/0/kind"}),
    [](const auto& parameter) { return parameter.param.what; });

TEST(JsonSchema, RefusesWhatIsNoSchema) {
  EXPECT_THROW(JsonSchema(Json{{"type", 7}}), std::invalid_argument);
}

TEST(JsonSchema, ChecksATextOfAMegabyte) {
  const JsonSchema schema(Json{{"type", "string"}, {"minLength", 10}});

  EXPECT_THAT(schema.check(std::string(1'000'000, 'a')), IsEmpty());
}

}  // namespace
}  // namespace chefs::fixtures
