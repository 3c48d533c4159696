#include "producer/generator/people.h"

#include <array>
#include <string_view>

#include "producer/generator/component_words.h"

namespace chefs::producer {
namespace {

constexpr std::array<std::string_view, 4> kDesigners = {
    "ACARTER@idir", "JONEILL@idir", "PRAMAN@idir", "HBELANGE@idir"};
constexpr std::array<std::string_view, 4> kUsers = {
    "public", "MREYES@bceidbasic", "WESTCOAST.LTD@bceidbusiness",
    "SLITTLEB@idir"};

}  // namespace

std::string pick_user_name(contract::RandomSource& random) {
  return std::string(pick(kUsers, random));
}

std::string pick_designer_name(contract::RandomSource& random) {
  return std::string(pick(kDesigners, random));
}

}  // namespace chefs::producer
