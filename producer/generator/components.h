// Form.io components as CHEFS' form designer saves them, and an answer that
// fits each. Not a renderer and not a validator.
// Source: the Form.io component reference; CHEFS' own component names
// (simpletextfield, simplefile …) as its published samples show them.
#pragma once

#include <array>
#include <string_view>

#include "contract/json_fwd.h"
#include "contract/random_source.h"

namespace chefs::producer {

enum class ComponentKind {
  kText,
  kTextArea,
  kNumber,
  kEmail,
  kSelect,
  kRadio,
  kCheckbox,
  kDate,
  kFile,
  kDataGrid,  // rows of a text and a number
  kPanel,     // holds others; its answers stand beside everyone else's
};

inline constexpr std::array kQuestionKinds = {
    ComponentKind::kText,     ComponentKind::kTextArea, ComponentKind::kNumber,
    ComponentKind::kEmail,    ComponentKind::kSelect,   ComponentKind::kRadio,
    ComponentKind::kCheckbox, ComponentKind::kDate,     ComponentKind::kFile,
    ComponentKind::kDataGrid};

// A component named `key`. A panel comes with no components in it yet.
contract::Json make_component(ComponentKind kind, std::string_view key,
                              contract::RandomSource& random);
contract::Json make_submit_button();

// Adds an answer for each component that takes one, panels' included.
void answer_components(const contract::Json& components,
                       contract::RandomSource& random, contract::Json& data);

}  // namespace chefs::producer
