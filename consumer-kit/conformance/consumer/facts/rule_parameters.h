// The parameters of a check, as its rule asks for them. They were checked when
// the case was read; a default stands for what may be left out.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "contract/json_fwd.h"

namespace chefs::conformance {

class RuleParameters {
 public:
  // An object, which must outlive this.
  explicit RuleParameters(const contract::Json& json) : json_(json) {}

  std::vector<std::string> messages() const { return list("messages"); }
  // Empty if they follow from the messages.
  std::vector<std::string> outcomes() const { return list("outcomes"); }
  std::uint64_t count() const { return json_.value("count", std::uint64_t{0}); }
  std::chrono::milliseconds ms() const {
    return std::chrono::milliseconds(json_.value("ms", std::int64_t{0}));
  }
  std::optional<std::uint64_t> status() const {
    const auto found = json_.find("status");
    if (found == json_.end()) return std::nullopt;
    return found->get<std::uint64_t>();
  }
  // Words of kSecretKinds; empty: each of them.
  std::vector<std::string> secrets() const { return list("secrets"); }
  // "output" or "arguments"; empty: both.
  std::string where() const { return json_.value("where", std::string()); }
  std::string during() const { return json_.value("during", std::string()); }

 private:
  std::vector<std::string> list(const char* name) const {
    return json_.value(name, std::vector<std::string>());
  }

  const contract::Json& json_;
};

}  // namespace chefs::conformance
