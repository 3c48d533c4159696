#include "producer/generator/jsonb.h"

#include <gtest/gtest.h>

#include "contract/json.h"

namespace chefs::producer {
namespace {

using contract::Json;

// The order of PostgreSQL 16: select '{"bb":1,"a":2,"c":3}'::jsonb.
TEST(Jsonb, PutsShorterKeysFirstThenByBytes) {
  const Json value = {{"bb", 1}, {"a", 2}, {"c", 3}, {"Z", 4}};

  EXPECT_EQ(in_jsonb_order(value).dump(), R"({"Z":4,"a":2,"c":3,"bb":1})");
}

TEST(Jsonb, CountsBytesNotCharacters) {
  const Json value = {{"é", 1}, {"zz", 2}, {"abc", 3}};

  EXPECT_EQ(in_jsonb_order(value).dump(), "{\"zz\":2,\"é\":1,\"abc\":3}");
}

TEST(Jsonb, OrdersAtEveryDepthAndLeavesArraysAlone) {
  const Json value = Json::parse(R"({"list":[{"bb":[3,1,2],"a":1}],"x":{}})");

  EXPECT_EQ(in_jsonb_order(value).dump(),
            R"({"x":{},"list":[{"a":1,"bb":[3,1,2]}]})");
}

}  // namespace
}  // namespace chefs::producer
