#include "consumer-kit/conformance/consumer/facts/message_names.h"

#include <algorithm>

#include "base/text.h"

namespace chefs::conformance {
namespace {

// Of "bulk/17" 17; 0 if there is no number that a member can have.
std::uint32_t member_number(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return 0;
  return base::whole_number<std::uint32_t>(name.substr(slash + 1)).value_or(0);
}

bool has_number(std::string_view name) {
  return name.find('/') != std::string_view::npos;
}

}  // namespace

std::string_view group_name(std::string_view name) {
  return name.substr(0, name.find('/'));
}

const CaseMessage* find_message(const std::vector<CaseMessage>& messages,
                                std::string_view name) {
  const auto found =
      std::ranges::find(messages, group_name(name), &CaseMessage::name);
  if (found == messages.end()) return nullptr;
  if (!has_number(name)) return &*found;
  const std::uint32_t number = member_number(name);
  const bool is_member =
      found->times > 1 && number >= 1 && number <= found->times;
  return is_member ? &*found : nullptr;
}

bool is_meant(std::string_view name, std::string_view published) {
  return name == published ||
         (!has_number(name) && name == group_name(published));
}

std::uint32_t count_meant(const std::vector<CaseMessage>& messages,
                          std::string_view name) {
  const CaseMessage* message = find_message(messages, name);
  if (message == nullptr) return 0;
  return has_number(name) ? 1 : message->times;
}

}  // namespace chefs::conformance
