// The example at the top of each header of contract/, run as it stands there.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "contract/base64.h"
#include "contract/base64_text.h"
#include "contract/cryptr.h"
#include "contract/event.h"
#include "contract/hex.h"
#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/key_batch.h"
#include "contract/nkey.h"
#include "contract/profile.h"
#include "contract/random_source.h"
#include "contract/received_event.h"
#include "contract/size_rule.h"
#include "contract/stream_limits.h"
#include "contract/subject.h"

namespace chefs::contract {
namespace {

const std::string form_id = "5a3fb7c4-7b3e-4a2e-9d6c-0d8f1b2a3c4d";

EventMeta schema_meta() {
  EventMeta meta;
  meta.event_class = "schema";
  meta.type = "published";
  meta.form_id = form_id;
  return meta;
}

TEST(HeaderExample, Base64) {
  EXPECT_EQ(to_base64(as_bytes("foob")), "Zm9vYg==");
  EXPECT_EQ(from_base64("Zm9vYg"), std::nullopt);
  EXPECT_EQ(to_base64("foob"), "Zm9vYg==");
  EXPECT_EQ(text_from_base64("Zm9vYg=="), "foob");
}

TEST(HeaderExample, Cryptr) {
  SystemRandom random;
  Secret key("a key");

  std::string sealed = seal("{\"id\":1}", key, random);
  Opened opened = open(sealed, key);

  ASSERT_TRUE(std::get_if<std::string>(&opened));
  EXPECT_EQ(std::get<std::string>(opened), "{\"id\":1}");
}

TEST(HeaderExample, Event) {
  EventMeta meta;
  meta.source = "chefs-local";
  meta.event_class = "submission";
  meta.type = "created";
  meta.form_id = form_id;

  std::string bytes = render_public_event(meta);

  EXPECT_EQ(read_event(bytes).form_id, form_id);
}

TEST(HeaderExample, Hex) {
  EXPECT_EQ(to_hex(as_bytes("AZ")), "415a");
  EXPECT_TRUE(std::ranges::equal(from_hex("415A").value(), as_bytes("AZ")));
  EXPECT_EQ(from_hex("415"), std::nullopt);
}

TEST(HeaderExample, JsJson) {
  EXPECT_EQ(stringify(Json{{"n", 1.0}, {"big", 1e21}}),
            R"({"n":1,"big":1e+21})");
}

TEST(HeaderExample, JsJsonParse) {
  auto parsed = parse_js_json("{\"n\":1.0,\"n\":2}");

  auto* value = std::get_if<Json>(&parsed);

  ASSERT_TRUE(value);
  EXPECT_EQ(stringify(*value), "{\"n\":2}");
}

TEST(HeaderExample, Json) {
  const Json value{{"b", 1}, {"a", 2}};

  EXPECT_EQ(stringify(value), R"({"b":1,"a":2})");
}

TEST(HeaderExample, KeyBatch) {
  const std::string password = "a key";
  const Salt salt_a{std::byte{1}};
  const Salt salt_b{std::byte{2}};
  std::vector<KeyRequest> requests = {{password, salt_a}, {password, salt_b}};
  std::vector<DerivedKey> keys(requests.size());

  derive_keys(requests, keys);

  EXPECT_EQ(keys[1].bytes, derive_key(password, salt_b).bytes);
}

TEST(HeaderExample, Nkey) {
  SystemRandom random;
  const auto nonce = as_bytes("nonce");
  UserNkey user = UserNkey::create(random);

  auto read = UserNkey::from_seed(user.seed().reveal());

  EXPECT_EQ(user.public_key().size(), 56U);
  EXPECT_EQ(user.sign(nonce).size(), 64U);
  EXPECT_TRUE(std::holds_alternative<UserNkey>(read));
}

TEST(HeaderExample, Profile) {
  EXPECT_EQ(type_word(EventType::kSubmissionChanged, Profile::kDocumented),
            "modified");
  EXPECT_EQ(type_word(EventType::kSubmissionChanged, Profile::kDeployed),
            "updated");
}

TEST(HeaderExample, ReceivedEvent) {
  SystemRandom random;
  const Secret key("a key");
  const EventMeta meta = schema_meta();
  const std::string bytes = render_private_event(meta, seal("{}", key, random));

  ReceivedEvent e = read_event(bytes);

  ASSERT_EQ(e.kind, EventKind::kSealed);
  EXPECT_EQ(open(e.sealed, key), Opened("{}"));
}

TEST(HeaderExample, SizeRule) {
  const EventMeta meta = schema_meta();
  const std::string sealed_hex(1'000'000, '0');

  PrivateMessage m =
      apply_size_rule(meta, sealed_hex, kDeployedLimits.max_msg_size_bytes);

  EXPECT_TRUE(m.is_withheld);
}

TEST(HeaderExample, Subject) {
  Subject s{Visibility::kPrivate, "forms", "submission", "created", form_id};

  EXPECT_EQ(to_string(s), "PRIVATE.forms.submission.created." + form_id);
  EXPECT_TRUE(subject_matches("PRIVATE.forms.submission.>", to_string(s)));
  EXPECT_FALSE(subject_matches("PRIVATE.forms.submissions.>", to_string(s)));
}

}  // namespace
}  // namespace chefs::contract
