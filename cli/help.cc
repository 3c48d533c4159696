#include "cli/help.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/wrapped_text.h"

namespace chefs::cli {
namespace {

// Where descriptions start.
constexpr std::size_t kNameColumns = 30;

class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(kNameColumns); }

  std::string make_option_desc(const CLI::Option* option) const override {
    return base::wrapped_text(option->get_description(),
                              kColumns - kNameColumns);
  }

  std::string make_description(const CLI::App* app) const override {
    return base::wrapped_text(CLI::Formatter::make_description(app), kColumns);
  }

  std::string make_subcommand(const CLI::App* verb) const override {
    // The first sentence; the verb's own help has the rest.
    const std::string whole = verb->get_description();
    const std::string first = whole.substr(0, whole.find(". "));
    return fmt::format("  {:<12}{}\n", verb->get_name(), first);
  }
};

}  // namespace

std::string examples(std::initializer_list<Example> examples) {
  std::string out = "Examples:\n";
  for (const Example& example : examples) {
    out +=
        fmt::format("  {}\n      {}\n", example.command, example.what_it_does);
  }
  out.pop_back();
  return out;
}

std::shared_ptr<CLI::FormatterBase> help_formatter() {
  return std::make_shared<HelpFormatter>();
}

}  // namespace chefs::cli
