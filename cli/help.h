// How help is laid out: 80 columns, wrapped descriptions, examples at the end
// of every verb.
//
//   verb->footer(examples({{"chefs-mock up", "a server with an empty stream"},
//                          {"chefs-mock up -- npm test", "end with it"}}));
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "cli/cli11.h"

namespace chefs::cli {

inline constexpr std::size_t kColumns = 80;

struct Example {
  std::string_view command;
  std::string_view what_it_does;
};

std::string examples(std::initializer_list<Example> examples);

std::shared_ptr<CLI::FormatterBase> help_formatter();

}  // namespace chefs::cli
