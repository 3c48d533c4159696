// A file of vectors that somebody may have edited.
#include "consumer-kit/fixtures/vectors.h"

#include <utility>

#include "contract/js_json_parse.h"
#include "contract/json_members.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {

void run(std::string_view text) {
  using contract::Json;
  auto parsed = contract::parse_js_json(text);
  auto* file = std::get_if<Json>(&parsed);
  if (file == nullptr || !file->is_object()) return;
  const auto why = fixtures::why_vectors_were_edited(*file);
  require(!why || !why->empty(), "what was edited is told");

  const auto groups = file->find("testGroups");
  if (groups == file->end()) return;
  Json right = Json::object();
  contract::append_member(right, "digest",
                          fixtures::digest_of_test_groups(*groups));
  contract::append_member(right, "testGroups", std::move(*groups));
  require(!fixtures::why_vectors_were_edited(right),
          "the digest of its tests is its digest");
}

}  // namespace chefs::fuzz
